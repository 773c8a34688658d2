#include "datasets/synthetic/lattice_noise.hpp"

#include <cmath>
#include <vector>

#include "datasets/synthetic/random_stream.hpp"

namespace dactyl::synthetic {
namespace {

// A cubic B-spline of white lattice values of deviation 1 has a mean deviation of 0.48; this brings it to 1.
constexpr float kGain = 2.08F;

struct Weights {
    float w[4];
};

Weights spline(float t) {
    const float s = 1 - t;
    const float t2 = t * t;
    const float t3 = t2 * t;
    return {{s * s * s / 6, (3 * t3 - 6 * t2 + 4) / 6, (-3 * t3 + 3 * t2 + 3 * t + 1) / 6, t3 / 6}};
}

}  // namespace

// Uniform in +-sqrt(3): deviation 1.
float LatticeNoise::lattice(std::int64_t i, std::int64_t j) const {
    const auto place = static_cast<std::uint64_t>(i) << 32 ^ (static_cast<std::uint64_t>(j) & 0xFFFFFFFFU);
    const auto bits = static_cast<std::int32_t>(mix_bits(key_ ^ mix_bits(place + 0x9e3779b97f4a7c15U)) >> 40);
    return static_cast<float>(bits - 0x800000) * (1.7320508F / 0x800000);
}

float LatticeNoise::at(double x, double y) const {
    const double u = x * scale_;
    const double v = y * scale_;
    const double fu = std::floor(u);
    const double fv = std::floor(v);
    const Weights wx = spline(static_cast<float>(u - fu));
    const Weights wy = spline(static_cast<float>(v - fv));
    const auto i = static_cast<std::int64_t>(fu) - 1;
    const auto j = static_cast<std::int64_t>(fv) - 1;
    float sum = 0;
    for (int b = 0; b < 4; ++b) {
        float row = 0;
        for (int a = 0; a < 4; ++a) row += wx.w[a] * lattice(i + a, j + b);
        sum += wy.w[b] * row;
    }
    return sum * kGain;
}

void LatticeNoise::line(double x0, double step, double y, int count, float* values) const {
    const double v = y * scale_;
    const double fv = std::floor(v);
    const Weights wy = spline(static_cast<float>(v - fv));
    const auto j = static_cast<std::int64_t>(fv) - 1;
    const auto first = static_cast<std::int64_t>(std::floor(x0 * scale_)) - 1;
    const auto last = static_cast<std::int64_t>(std::floor((x0 + step * (count - 1)) * scale_)) + 2;
    std::vector<float> column(static_cast<std::size_t>(last - first + 1));
    for (std::int64_t i = first; i <= last; ++i) {
        float sum = 0;
        for (int b = 0; b < 4; ++b) sum += wy.w[b] * lattice(i, j + b);
        column[static_cast<std::size_t>(i - first)] = sum * kGain;
    }
    for (int k = 0; k < count; ++k) {
        const double u = (x0 + step * k) * scale_;
        const double fu = std::floor(u);
        const Weights wx = spline(static_cast<float>(u - fu));
        const float* c = column.data() + (static_cast<std::int64_t>(fu) - 1 - first);
        values[k] = wx.w[0] * c[0] + wx.w[1] * c[1] + wx.w[2] * c[2] + wx.w[3] * c[3];
    }
}

}  // namespace dactyl::synthetic
