#include "engine/liveness/features.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/image/limits.hpp"
#include "engine/liveness/phase_codes.hpp"

namespace dactyl {
namespace {

constexpr int kCell = 16;            // pixels: a ridge and a valley at least
constexpr int kLeastDeviation = 12;  // gray levels inside a cell that only ridges make
constexpr int kLeastCells = 40;      // a fifth of a square centimetre at 569 dpi
constexpr std::array kRadii = {1, 2, 3, 5, 7};
constexpr std::array kRoughness = {1, 2, 3, 5, 8};  // radius of the mean that is taken away, pixels
constexpr std::size_t kPlain = 8;

struct Print {
    std::vector<std::uint8_t> mask;  // of cells
    int cells = 0;
};

Print find_print(ImageView image) {
    Print print;
    for (int top = 0; top < image.height(); top += kCell) {
        for (int left = 0; left < image.width(); left += kCell) {
            const int bottom = std::min(top + kCell, image.height());
            const int right = std::min(left + kCell, image.width());
            std::int64_t sum = 0;
            std::int64_t squares = 0;
            for (int y = top; y < bottom; ++y) {
                for (int x = left; x < right; ++x) {
                    sum += image.at(x, y);
                    squares += image.at(x, y) * image.at(x, y);
                }
            }
            const std::int64_t count = (bottom - top) * (right - left);
            const bool inside = count * squares - sum * sum > kLeastDeviation * kLeastDeviation * count * count;
            print.mask.push_back(inside ? 1 : 0);
            print.cells += inside ? 1 : 0;
        }
    }
    return print;
}

/// Calls visit(x, y) for every pixel of the print that is `margin` away from the picture's edge.
template <class Visit>
void for_each_pixel(ImageView image, const Print& print, int margin, const Visit& visit) {
    const int columns = (image.width() + kCell - 1) / kCell;
    for (int y = margin; y < image.height() - margin; ++y) {
        for (int x = margin; x < image.width() - margin; ++x) {
            if (print.mask[static_cast<std::size_t>(y / kCell * columns + x / kCell)] != 0) visit(x, y);
        }
    }
}

/// Sums of everything above and left of a pixel.
std::vector<std::int64_t> integral_of(ImageView image) {
    const auto stride = static_cast<std::size_t>(image.width() + 1);
    std::vector<std::int64_t> sums(stride * static_cast<std::size_t>(image.height() + 1));
    for (int y = 0; y < image.height(); ++y) {
        std::int64_t row = 0;
        for (int x = 0; x < image.width(); ++x) {
            row += image.at(x, y);
            const auto at = static_cast<std::size_t>(y + 1) * stride + static_cast<std::size_t>(x + 1);
            sums[at] = sums[at - stride] + row;
        }
    }
    return sums;
}

void add_statistics(ImageView image, const Print& print, std::vector<float>& out) {
    std::array<std::int64_t, 256> histogram{};
    std::int64_t pixels = 0;
    double sum = 0;
    double squares = 0;
    for_each_pixel(image, print, 0, [&](int x, int y) {
        const int value = image.at(x, y);
        ++histogram[static_cast<std::size_t>(value)];
        ++pixels;
        sum += value;
        squares += value * value;
    });
    const double count = static_cast<double>(pixels);
    const double mean = sum / count;
    const double deviation = std::sqrt(std::max(1.0, squares / count - mean * mean));
    const auto percentile = [&](int percent) {
        std::int64_t seen = 0;
        int value = 0;
        while (value < 255 && (seen += histogram[static_cast<std::size_t>(value)]) * 100 < percent * pixels) ++value;
        return static_cast<float>(value);
    };
    out.push_back(static_cast<float>(mean));
    out.push_back(static_cast<float>(deviation));
    for (const int percent : {5, 25, 50, 75, 95}) out.push_back(percentile(percent));
    out.push_back(static_cast<float>(print.cells));
    const std::vector<std::int64_t> integral = integral_of(image);
    const auto stride = static_cast<std::size_t>(image.width() + 1);
    for (const int radius : kRoughness) {
        double rough = 0;
        double dark = 0;
        double dark_rough = 0;
        double seen = 0;
        const int area = (2 * radius + 1) * (2 * radius + 1);
        for_each_pixel(image, print, radius, [&](int x, int y) {
            const auto top = static_cast<std::size_t>(y - radius) * stride;
            const auto bottom = static_cast<std::size_t>(y + radius + 1) * stride;
            const auto left = static_cast<std::size_t>(x - radius);
            const auto right = static_cast<std::size_t>(x + radius + 1);
            const std::int64_t box =
                integral[bottom + right] - integral[bottom + left] - integral[top + right] + integral[top + left];
            const double difference = static_cast<double>(area * image.at(x, y) - box) / area;
            rough += std::abs(difference);
            ++seen;
            if (difference < 0) {
                dark_rough -= difference;
                ++dark;
            }
        });
        out.push_back(static_cast<float>(rough / std::max(1.0, seen) / deviation));
        out.push_back(static_cast<float>(dark / std::max(1.0, seen)));
        out.push_back(static_cast<float>(dark_rough / std::max(1.0, dark) / deviation));
    }
}

}  // namespace

std::size_t liveness_feature_count() { return kRadii.size() * kPhaseCodes + kPlain + 3 * kRoughness.size(); }

Result<std::vector<float>> liveness_features(ImageView image) {
    if (auto fits = check_size(image.width(), image.height()); !fits) return pass(fits);
    const Print print = find_print(image);
    if (print.cells < kLeastCells) return fail(ErrorCode::kNoFingerprint, "too little of a print to judge");
    std::vector<float> features;
    features.reserve(liveness_feature_count());
    for (const int radius : kRadii) {
        const auto counts = phase_codes(image, radius, print.mask, kCell);
        double total = 0;
        for (const std::uint32_t count : counts) total += count;
        for (const std::uint32_t count : counts)
            features.push_back(static_cast<float>(std::sqrt(count / std::max(1.0, total))));
    }
    add_statistics(image, print, features);
    return features;
}

}  // namespace dactyl
