#include "datasets/synthetic/ridge_filters.hpp"

#include <algorithm>
#include <cmath>

#include "datasets/synthetic/ridge_maps.hpp"
#include "engine/core/elementary.hpp"

namespace dactyl::synthetic {
namespace {

// sigma / period for which the Gaussian has fallen to a thousandth one and a half periods away: sqrt(9 / (8 ln 1000)),
// SFinGe.
constexpr double kSigmaPerPeriod = 0.4035;
constexpr int kFullRadius = 11;  // pixels: three sigma at a period of 9
constexpr int kHalfRadius = 6;

std::int16_t rounded(double value) { return static_cast<std::int16_t>(std::floor(value + 0.5)); }

}  // namespace

std::size_t RidgeFilterBank::offset(int orientation, int rung) const {
    return static_cast<std::size_t>(orientation * kPeriodRungs + rung) * rows() * row_length_;
}

RidgeFilterBank::RidgeFilterBank(int scale)
    : radius_(scale == 1 ? kFullRadius : kHalfRadius), row_length_((2 * radius_ + 1 + 7) / 8 * 8) {
    const std::size_t size = offset(kOrientations, 0);
    even_.assign(size, 0);
    odd_.assign(size, 0);
    const int side = 2 * radius_ + 1;
    std::vector<double> gauss(side);
    std::vector<double> cosine(static_cast<std::size_t>(side) * side);
    std::vector<double> sine(cosine.size());
    for (int rung = 0; rung < kPeriodRungs; ++rung) {
        const double period = period_of_rung(rung) / scale;
        const double sigma = kSigmaPerPeriod * period;
        for (int i = 0; i < side; ++i) gauss[i] = exponential(-0.5 * (i - radius_) * (i - radius_) / (sigma * sigma));
        for (int orientation = 0; orientation < kOrientations; ++orientation) {
            const Direction ridge =
                Direction::from_steps(static_cast<std::uint16_t>(orientation * (32768 / kOrientations)));
            const double nx = ridge.sine();
            const double ny = ridge.cosine();
            double weight = 0;
            double mean = 0;
            double gain = 0;
            for (int y = 0; y < side; ++y) {
                for (int x = 0; x < side; ++x) {
                    const double along = ((x - radius_) * nx + (y - radius_) * ny) / period;
                    const Direction phase = Direction::from_degrees(along * 360.0);
                    const double g = gauss[x] * gauss[y];
                    const std::size_t i = static_cast<std::size_t>(y) * side + x;
                    cosine[i] = phase.cosine();
                    sine[i] = phase.sine();
                    weight += g;
                    mean += g * cosine[i];
                    gain += g * cosine[i] * cosine[i];
                }
            }
            mean /= weight;
            gain -= mean * mean * weight;
            const double unit = static_cast<double>(1 << kResponseShift) / gain;
            std::int16_t* even = even_.data() + offset(orientation, rung);
            std::int16_t* odd = odd_.data() + offset(orientation, rung);
            for (int y = 0; y < side; ++y) {
                for (int x = 0; x < side; ++x) {
                    const double g = gauss[x] * gauss[y] * unit;
                    const std::size_t i = static_cast<std::size_t>(y) * side + x;
                    even[y * row_length_ + x] = rounded(g * (cosine[i] - mean));
                    odd[y * row_length_ + x] = rounded(g * sine[i]);
                }
            }
        }
    }
}

const RidgeFilterBank& filters_at_full_resolution() {
    static const RidgeFilterBank bank(1);
    return bank;
}

const RidgeFilterBank& filters_at_half_resolution() {
    static const RidgeFilterBank bank(2);
    return bank;
}

}  // namespace dactyl::synthetic
