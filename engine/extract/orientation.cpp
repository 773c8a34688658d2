#include "engine/extract/orientation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "engine/extract/morphology.hpp"
#include "engine/extract/row_kernels.hpp"
#include "engine/extract/smooth.hpp"

namespace dactyl::stages {
namespace {

// The structure tensor summed over cells: gx^2 - gy^2, 2 gx gy, gx^2 + gy^2.
struct Tensor {
    Map<float> xx_yy;
    Map<float> xy2;
    Map<float> sum;
};

// Adds up the tensor of a picture whose rows come one after the other from `fetch(y, first, last)`, which gives row y,
// valid between the pixels first and last; only the inside of the mask is visited.
template <class Fetch>
Tensor cell_tensor(int width, int height, const Mask& mask, Fetch fetch) {
    const int columns = mask.width();
    Tensor out{Map<float>(columns, mask.height()), Map<float>(columns, mask.height()),
               Map<float>(columns, mask.height())};
    const Samples<Extent> extents = row_extents(mask);
    std::array<Samples<float>, 3> sums;
    for (auto& s : sums) s.resize(static_cast<std::size_t>(width));
    // A ring of rows; each is fetched once, wide enough for the cell rows above and below it.
    std::array<Samples<float>, 3> ring;
    for (auto& r : ring) r.resize(static_cast<std::size_t>(width));
    std::array<int, 3> held{-1, -1, -1};
    for (int r = 0; r < mask.height(); ++r) {
        const Extent e = extents[static_cast<std::size_t>(r)];
        if (e.first == e.last) continue;
        const int from = std::max(e.first * kCell - 1, 0);
        const int to = std::min(e.last * kCell + 1, width);
        held = {-1, -1, -1};
        const auto row = [&](int y) -> const float* {
            const int clamped = std::clamp(y, 0, height - 1);
            const auto slot = static_cast<std::size_t>(clamped % 3);
            if (held[slot] != clamped) {
                fetch(clamped, from, to, ring[slot].data());
                held[slot] = clamped;
            }
            return ring[slot].data();
        };
        for (auto& s : sums) std::fill(s.begin() + from, s.begin() + to, 0.0F);
        for (int y = r * kCell; y < (r + 1) * kCell; ++y) {
            const float* above = row(y - 1);
            const float* here = row(y);
            const float* below = row(y + 1);
            rows::add_tensor(above + from, here + from, below + from, sums[0].data() + from, sums[1].data() + from,
                             sums[2].data() + from, to - from);
        }
        for (int c = e.first; c < e.last; ++c) {
            if (mask.at(c, r) == 0) continue;
            const auto cell_sum = [&](const Samples<float>& s) {
                const float* p = s.data() + c * kCell;
                return (p[0] + p[1]) + (p[2] + p[3]);
            };
            out.xx_yy.at(c, r) = cell_sum(sums[0]);
            out.xy2.at(c, r) = cell_sum(sums[1]);
            out.sum.at(c, r) = cell_sum(sums[2]);
        }
    }
    return out;
}

OrientationField field_of(const Tensor& tensor, double sigma) {
    constexpr float kTiny = 1e-12F;       // keeps a cell without gradients finite
    constexpr float kNoGradient = 1e-4F;  // in squared deviations a cell: far below any print
    const double cells = sigma / kCell;
    OrientationField out{smooth(tensor.xx_yy, cells), smooth(tensor.xy2, cells), smooth(tensor.sum, cells)};
    for (std::size_t i = 0; i < out.cosine.samples().size(); ++i) {
        float& a = out.cosine.samples()[i];
        float& b = out.sine.samples()[i];
        float& k = out.coherence.samples()[i];
        const float length = std::sqrt(a * a + b * b) + kTiny;
        a /= length;
        b /= length;
        k = length / (k + kNoGradient);
    }
    return out;
}

// Catmull-Rom's cousin with a = -0.75, at a quarter of the way before a sample (the other quarter is its mirror image).
constexpr std::array<float, 4> kCubicTaps{-0.03515625F, 0.26171875F, 0.87890625F, -0.10546875F};

}  // namespace

OrientationField estimate_orientation(const Map<std::int16_t>& picture, const Mask& mask,
                                      const OrientationOptions& options) {
    const auto fetch = [&](int y, int first, int last, float* out) {
        rows::to_float(picture.row(y) + first, 1.0F / kDeviation, out + first, last - first);
    };
    return field_of(cell_tensor(picture.width(), picture.height(), mask, fetch), options.sigma);
}

OrientationField refine_orientation(const Map<float>& half, const Mask& mask, const OrientationOptions& options) {
    const int width = half.width();
    constexpr int kReach = 2;  // samples that the cubic needs beyond each end
    Samples<float> mixed(static_cast<std::size_t>(width + 2 * kReach));
    Samples<float> wide(static_cast<std::size_t>(2 * width));
    const auto fetch = [&](int y, int first, int last, float* out) {
        const int base = y / 2;
        const auto source = [&](int i) { return half.row(std::clamp(i, 0, half.height() - 1)); };
        const int from = std::max(first / 2 - kReach, 0);
        const int to = std::min((last + 1) / 2 + kReach, width);
        float* middle = mixed.data() + kReach;
        // An even row lies a quarter of a sample above its source row, an odd one a quarter below.
        if (y % 2 == 0) {
            rows::mix_four(source(base - 2) + from, source(base - 1) + from, source(base) + from,
                           source(base + 1) + from, kCubicTaps.data(), middle + from, to - from);
        } else {
            rows::mix_four(source(base + 2) + from, source(base + 1) + from, source(base) + from,
                           source(base - 1) + from, kCubicTaps.data(), middle + from, to - from);
        }
        if (from == 0) middle[-1] = middle[-2] = middle[0];
        if (to == width) middle[width] = middle[width + 1] = middle[width - 1];
        const int begin = first / 2;
        const int end = (last + 1) / 2;
        rows::widen_cubic(middle + begin, kCubicTaps.data(), wide.data() + 2 * begin, end - begin);
        std::copy(wide.begin() + first, wide.begin() + last, out + first);
    };
    return field_of(cell_tensor(2 * width, 2 * half.height(), mask, fetch), options.refined_sigma);
}

}  // namespace dactyl::stages
