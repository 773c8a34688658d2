#include "engine/extract/filter_bank.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/core/elementary.hpp"
#include "engine/extract/period.hpp"

namespace dactyl::stages {
namespace {

constexpr double kSigmaPerPeriod = 5.0 / 12.0;  // Gottschlich 2012, "Curved-region-based ridge frequency estimation"
constexpr double kRadiusPerSigma = 2.5;
// ln(kMostPeriod / kLeastPeriod)
constexpr double kLogRange = 1.02961941718115824;

double period_at(double step) { return kLeastPeriod * exponential(kLogRange * step / (kPeriods - 1)); }

int rounded(double v) { return static_cast<int>(v < 0 ? v - 0.5 : v + 0.5); }

// Half a filter plane: even and odd taps over (2 radius + 1)^2, row by row.
struct Planes {
    std::vector<int> even;
    std::vector<int> odd;
};

Planes design(double period, double angle, int radius) {
    const double sigma = kSigmaPerPeriod * period;
    const double c = cosine(angle);
    const double s = sine(angle);
    const int side = 2 * radius + 1;
    std::vector<double> envelope;
    std::vector<double> wave;
    double envelope_sum = 0;
    double wave_sum = 0;
    for (int y = -radius; y <= radius; ++y) {
        for (int x = -radius; x <= radius; ++x) {
            const double phase = 2 * std::numbers::pi * (x * c + y * s) / period;
            envelope.push_back(exponential(-0.5 * (x * x + y * y) / (sigma * sigma)));
            wave.push_back(phase);
            envelope_sum += envelope.back();
            wave_sum += envelope.back() * cosine(phase);
        }
    }
    Planes out;
    const double gain = 2.0 * kUnitTap / envelope_sum;
    int sum = 0;
    for (std::size_t i = 0; i < envelope.size(); ++i) {
        out.even.push_back(rounded(gain * envelope[i] * (cosine(wave[i]) - wave_sum / envelope_sum)));
        out.odd.push_back(rounded(-gain * envelope[i] * sine(wave[i])));
        sum += out.even.back();
    }
    // What rounding left of the mean goes to the centre; the odd taps cancel by symmetry.
    out.even[static_cast<std::size_t>(radius * side + radius)] -= sum;
    return out;
}

}  // namespace

FilterBank::FilterBank(double scale) {
    std::array<int, kPeriods> radii{};
    for (int step = 0; step < kPeriods; ++step) {
        const double sigma = kSigmaPerPeriod * period_at(step) * scale;
        const int radius = static_cast<int>(std::ceil(kRadiusPerSigma * sigma));
        // A filter that would just miss the narrow row is cut to it: what it loses lies beyond 2.3 sigma.
        const int narrow = kNarrowRow / 2 - 1;
        radii[static_cast<std::size_t>(step)] = radius == narrow + 1 ? narrow : radius;
        if (step > 0) limits_[static_cast<std::size_t>(step - 1)] = static_cast<float>(period_at(step - 0.5));
    }
    largest_radius_ = *std::max_element(radii.begin(), radii.end());
    row_length_ = 2 * largest_radius_ + 1 <= kNarrowRow ? kNarrowRow : kWideRow;

    std::size_t samples = 0;
    for (const int r : radii) samples += static_cast<std::size_t>(kSectors * (2 * r + 1) * 2 * row_length_);
    lines_.resize(samples / kWideRow + 1);
    std::int16_t* next = lines_.data()->taps.data();
    for (int sector = 0; sector < kSectors; ++sector) {
        for (int step = 0; step < kPeriods; ++step) {
            const int radius = radii[static_cast<std::size_t>(step)];
            const int side = 2 * radius + 1;
            const Planes planes = design(period_at(step) * scale, std::numbers::pi * sector / kSectors, radius);
            filters_[static_cast<std::size_t>(sector * kPeriods + step)] = {next, radius};
            for (int y = 0; y < side; ++y) {
                for (const auto* plane : {&planes.even, &planes.odd}) {
                    std::fill(next, next + row_length_, std::int16_t{0});
                    for (int x = 0; x < side; ++x) {
                        next[x] = static_cast<std::int16_t>((*plane)[static_cast<std::size_t>(y * side + x)]);
                    }
                    next += row_length_;
                }
            }
        }
    }
}

const FilterBank& FilterBank::full() {
    static const FilterBank bank(1.0);
    return bank;
}

const FilterBank& FilterBank::half() {
    static const FilterBank bank(0.5);
    return bank;
}

}  // namespace dactyl::stages
