#include "engine/image/resample.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "engine/image/limits.hpp"

namespace dactyl {
namespace {

// Weights are integers of sum kUnit, so that the result is exact in any order of summation.
constexpr int kUnitBits = 14;
constexpr int kUnit = 1 << kUnitBits;
constexpr int kMiddleBits = 8;  // fraction bits kept between the two passes

// What one output sample takes from its input: `weights` for the samples from `first` on.
struct Taps {
    int first = 0;
    std::vector<int> weights;
};

double cubic(double distance) {
    constexpr double a = -0.75;  // sharper than Catmull-Rom; what common image libraries use
    const double d = std::fabs(distance);
    if (d < 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
    if (d < 2) return ((a * d - 5 * a) * d + 8 * a) * d - 4 * a;
    return 0;
}

Taps to_integers(int first, const std::vector<double>& weights) {
    double sum = 0;
    for (const double w : weights) sum += w;
    Taps out{first, {}};
    int rest = kUnit;
    for (const double w : weights) {
        out.weights.push_back(static_cast<int>(std::floor(w / sum * kUnit + 0.5)));
        rest -= out.weights.back();
    }
    *std::max_element(out.weights.begin(), out.weights.end()) += rest;
    return out;
}

// How each of `out` samples is made of `in` samples: area averaging when shrinking, cubic interpolation when growing.
std::vector<Taps> taps_for(int in, int out) {
    const double scale = static_cast<double>(in) / out;
    std::vector<Taps> all;
    std::vector<double> weights;
    for (int i = 0; i < out; ++i) {
        weights.clear();
        if (scale > 1) {
            const double begin = i * scale;
            const double end = (i + 1) * scale;
            const int first = static_cast<int>(begin);
            for (int k = first; k < end && k < in; ++k)
                weights.push_back(std::min(end, k + 1.0) - std::max(begin, k + 0.0));
            all.push_back(to_integers(first, weights));
            continue;
        }
        const double centre = (i + 0.5) * scale - 0.5;
        const int first = static_cast<int>(std::floor(centre)) - 1;
        const int begin = std::clamp(first, 0, in - 1);
        const int end = std::clamp(first + 3, 0, in - 1);
        weights.assign(static_cast<std::size_t>(end - begin + 1), 0.0);
        for (int k = first; k < first + 4; ++k) {
            weights[static_cast<std::size_t>(std::clamp(k, begin, end) - begin)] += cubic(k - centre);
        }
        all.push_back(to_integers(begin, weights));
    }
    return all;
}

GrayImage resize(ImageView image, int width, int height) {
    const std::vector<Taps> across = taps_for(image.width(), width);
    const std::vector<Taps> down = taps_for(image.height(), height);
    constexpr int kDrop = kUnitBits - kMiddleBits;
    std::vector<int> middle(static_cast<std::size_t>(image.height()) * static_cast<std::size_t>(width));
    for (int y = 0; y < image.height(); ++y) {
        const std::uint8_t* in = image.row(y);
        int* out = middle.data() + static_cast<std::ptrdiff_t>(y) * width;
        for (const Taps& taps : across) {
            int sum = 1 << (kDrop - 1);
            const std::uint8_t* p = in + taps.first;
            for (const int w : taps.weights) sum += w * *p++;
            *out++ = sum >> kDrop;
        }
    }
    GrayImage result(width, height, kInternalDpi);
    std::vector<int> sums(static_cast<std::size_t>(width));
    for (int y = 0; y < height; ++y) {
        const Taps& taps = down[static_cast<std::size_t>(y)];
        constexpr int kShift = kUnitBits + kMiddleBits;
        std::fill(sums.begin(), sums.end(), 1 << (kShift - 1));
        for (std::size_t k = 0; k < taps.weights.size(); ++k) {
            const int* in = middle.data() + static_cast<std::ptrdiff_t>(taps.first + static_cast<int>(k)) * width;
            const int w = taps.weights[k];
            for (int x = 0; x < width; ++x) sums[static_cast<std::size_t>(x)] += w * in[x];
        }
        std::uint8_t* out = result.row(y);
        for (int x = 0; x < width; ++x) {
            out[x] = static_cast<std::uint8_t>(std::clamp(sums[static_cast<std::size_t>(x)] >> kShift, 0, 255));
        }
    }
    wipe_memory(middle.data(), middle.size() * sizeof(int));
    return result;
}

}  // namespace

Result<GrayImage> resample_to_internal(ImageView image) {
    if (!(image.dpi() >= kLowestDpi && image.dpi() <= kHighestDpi)) {
        return fail(ErrorCode::kResolutionOutOfRange,
                    fmt::format("a resolution of {} dpi is outside {} to {} dpi", image.dpi().value(),
                                kLowestDpi.value(), kHighestDpi.value()));
    }
    if (const Result<void> fine = check_size(image.width(), image.height()); !fine) return pass(fine);
    const double scale = kInternalDpi.value() / image.dpi().value();
    const int width = static_cast<int>(std::floor(image.width() * scale + 0.5));
    const int height = static_cast<int>(std::floor(image.height() * scale + 0.5));
    if (const Result<void> fine = check_size(width, height); !fine) return pass(fine);
    if (width == image.width() && height == image.height()) {
        GrayImage copy(width, height, kInternalDpi);
        for (int y = 0; y < height; ++y) std::copy_n(image.row(y), width, copy.row(y));
        return copy;
    }
    return resize(image, width, height);
}

}  // namespace dactyl
