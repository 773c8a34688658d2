#include "datasets/synthetic/ridge_maps.hpp"

#include <algorithm>

#include "datasets/synthetic/flow_models.hpp"
#include "datasets/synthetic/period_relaxation.hpp"
#include "engine/core/elementary.hpp"

namespace dactyl::synthetic {
namespace {

constexpr double kShortestPeriod = 6.0;  // pixels at 500 dpi
constexpr double kLongestPeriod = 14.0;
constexpr double kLadder = logarithm(kLongestPeriod / kShortestPeriod);

}  // namespace

double period_of_rung(int rung) { return kShortestPeriod * exponential(kLadder * rung / (kPeriodRungs - 1)); }

int rung_of_period(double period) {
    const double clamped = std::clamp(period, kShortestPeriod, kLongestPeriod);
    return static_cast<int>(logarithm(clamped / kShortestPeriod) / kLadder * (kPeriodRungs - 1) + 0.5);
}

RidgeMaps draw_ridge_maps(const FingerTraits& traits, std::uint64_t seed, std::uint32_t finger) {
    RidgeMaps maps;
    const int columns = static_cast<int>(2 * kFingerHalfWidth * traits.size) / kMapStep;
    const int rows = static_cast<int>((kFingerAbove + kFingerBelow) * traits.size) / kMapStep;
    maps.origin = {columns * kMapStep * 0.5, kFingerAbove * traits.size};
    maps.doubled = Plane<Direction>(columns, rows);
    maps.period = Plane<std::uint8_t>(columns, rows);

    const OrientationModel orientation(traits, seed, finger);
    const PeriodModel period(traits, seed, finger);
    Plane<double> periods(columns, rows);
    for (int row = 0; row < rows; ++row) {
        const PointRow points = {{-maps.origin.x, row * kMapStep - maps.origin.y}, kMapStep, columns};
        orientation.doubled(points, maps.doubled.row(row));
        period.period(points, periods.row(row));
    }
    relax_periods(maps.doubled, kMapStep, periods);
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            maps.period.at(column, row) = static_cast<std::uint8_t>(rung_of_period(periods.at(column, row)));
        }
    }
    return maps;
}

}  // namespace dactyl::synthetic
