#include "engine/extract/period.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/extract/smooth.hpp"

namespace dactyl::stages {
namespace {

constexpr int kStep = 8;         // pixels between windows
constexpr int kHalfAcross = 16;  // half the window's length across the ridges, pixels
constexpr int kHalfAlong = 8;    // half its width along them
constexpr int kAlongStep = 2;    // pixels between samples along the ridges, which change little there
constexpr int kLength = 2 * kHalfAcross + 1;
constexpr int kMargin = 22;             // pixels around the picture that a turned window can reach
constexpr float kLeastMeasured = 4.0F;  // pixels; distances outside these are not ridges
constexpr float kMostMeasured = 18.0F;

// The picture with its border samples repeated outwards, so that windows may reach beyond it.
class PaddedPicture {
  public:
    explicit PaddedPicture(const Map<std::int16_t>& picture)
        : samples_(picture.width() + 2 * kMargin, picture.height() + 2 * kMargin) {
        const int width = picture.width();
        for (int y = -kMargin; y < picture.height() + kMargin; ++y) {
            const std::int16_t* in = picture.row(std::clamp(y, 0, picture.height() - 1));
            std::int16_t* out = samples_.row(y + kMargin);
            std::fill(out, out + kMargin, in[0]);
            std::copy_n(in, width, out + kMargin);
            std::fill(out + kMargin + width, out + samples_.width(), in[width - 1]);
        }
    }

    int width() const { return samples_.width(); }
    const std::int16_t* at(int x, int y) const { return samples_.row(y + kMargin) + x + kMargin; }

  private:
    Map<std::int16_t> samples_;
};

// Sums along the ridges, across them, smoothed lightly so that single pixels make no peaks; (c, s) is the unit normal
// to the ridges.
std::array<int, kLength> signature(const PaddedPicture& picture, int x, int y, float c, float s) {
    constexpr int kOne = 1 << 16;
    const int step_x = static_cast<int>(c * kOne);
    const int step_y = static_cast<int>(s * kOne);
    const std::int16_t* centre = picture.at(x, y);
    const int stride = picture.width();
    std::array<int, kLength + 4> sums{};
    for (int u = -kHalfAcross - 2; u <= kHalfAcross + 2; ++u) {
        int fx = u * step_x + kHalfAlong * step_y + kOne / 2;
        int fy = u * step_y - kHalfAlong * step_x + kOne / 2;
        int sum = 0;
        for (int w = -kHalfAlong; w <= kHalfAlong; w += kAlongStep) {
            sum += centre[(fy >> 16) * stride + (fx >> 16)];
            fx -= kAlongStep * step_y;
            fy += kAlongStep * step_x;
        }
        sums[static_cast<std::size_t>(u + kHalfAcross + 2)] = sum;
    }
    std::array<int, kLength> smoothed{};
    for (std::size_t i = 0; i < kLength; ++i) {  // binomial, sigma 1 pixel
        smoothed[i] = sums[i] + 4 * sums[i + 1] + 6 * sums[i + 2] + 4 * sums[i + 3] + sums[i + 4];
    }
    return smoothed;
}

// Mean distance between neighbouring peaks and the variance of these distances; 0 where fewer than two peaks were
// found.
struct Spacing {
    float mean = 0;
    float variance = 0;
};

// `sign` -1 looks at valleys instead of peaks.
Spacing peak_spacing(const std::array<int, kLength>& sums, int sign) {
    std::array<float, kLength> peaks{};
    std::size_t count = 0;
    for (std::size_t i = 1; i + 1 < kLength; ++i) {
        const int before = sign * sums[i - 1];
        const int here = sign * sums[i];
        const int after = sign * sums[i + 1];
        if (here <= 0 || here <= before || here < after) continue;
        // The vertex of the parabola through the three; their second difference is negative here.
        const auto curvature = static_cast<float>(before - 2 * here + after);
        peaks[count++] = static_cast<float>(i) + 0.5F * static_cast<float>(before - after) / curvature;
    }
    if (count < 2) return {};
    Spacing out;
    out.mean = (peaks[count - 1] - peaks[0]) / static_cast<float>(count - 1);
    for (std::size_t i = 1; i < count; ++i) {
        const float d = peaks[i] - peaks[i - 1] - out.mean;
        out.variance += d * d;
    }
    out.variance /= static_cast<float>(count);
    return out;
}

}  // namespace

Map<float> estimate_period(const Map<std::int16_t>& picture, const OrientationField& orientation, const Mask& mask,
                           const PeriodOptions& options) {
    constexpr int kCells = kStep / kCell;
    constexpr float kLeastWeight = 1e-5F;
    const PaddedPicture padded(picture);
    const int columns = (mask.width() + kCells - 1) / kCells;
    const int grid_rows = (mask.height() + kCells - 1) / kCells;
    Map<float> weighted(columns, grid_rows);
    Map<float> weight(columns, grid_rows);
    for (int r = 0; r < grid_rows; ++r) {
        for (int c = 0; c < columns; ++c) {
            const int x = c * kStep + kStep / 2;
            const int y = r * kStep + kStep / 2;
            if (x >= picture.width() || y >= picture.height() || mask.at(x / kCell, y / kCell) == 0) continue;
            const float c2 = orientation.cosine.at(c * kCells, r * kCells);
            const float s2 = orientation.sine.at(c * kCells, r * kCells);
            // Half the doubled angle, without trigonometry.
            const float cosine = std::sqrt(std::max(0.0F, (1 + c2) / 2));
            const float sine = (s2 < 0 ? -1.0F : 1.0F) * std::sqrt(std::max(0.0F, (1 - c2) / 2));
            const auto sums = signature(padded, x, y, cosine, sine);
            const float coherence = orientation.coherence.at(c * kCells, r * kCells);
            for (const int sign : {1, -1}) {
                const Spacing spacing = peak_spacing(sums, sign);
                if (spacing.mean < kLeastMeasured || spacing.mean > kMostMeasured) continue;
                const float w = coherence * coherence / (1 + spacing.variance);
                weight.at(c, r) += w;
                weighted.at(c, r) += w * spacing.mean;
            }
        }
    }
    const Map<float> total = smooth(weight, options.sigma / kStep);
    Map<float> coarse = smooth(weighted, options.sigma / kStep);
    for (std::size_t i = 0; i < coarse.samples().size(); ++i) {
        float& t = coarse.samples()[i];
        const float w = total.samples()[i];
        t = std::clamp(w > kLeastWeight ? t / w : static_cast<float>(options.fallback), kLeastPeriod, kMostPeriod);
    }
    RowWidener coarse_rows(coarse, kCells);
    Map<float> out(mask.width(), mask.height());
    for (int y = 0; y < out.height(); ++y) std::copy_n(coarse_rows.row(y, 0, columns), out.width(), out.row(y));
    return out;
}

}  // namespace dactyl::stages
