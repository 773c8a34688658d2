#include "datasets/synthetic/period_relaxation.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace dactyl::synthetic {
namespace {

constexpr int kSide = 120;
constexpr double kStep = 2;      // pixels
constexpr double kPeriod = 9.0;  // pixels

template <class Angle>
Plane<Direction> flow(const Angle& angle) {
    Plane<Direction> doubled(kSide, kSide);
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) doubled.at(x, y) = Direction::from_degrees(2 * angle(x * kStep, y * kStep));
    }
    return doubled;
}

Plane<double> relaxed(const Plane<Direction>& doubled) {
    Plane<double> periods(kSide, kSide);
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) periods.at(x, y) = kPeriod;
    }
    relax_periods(doubled, kStep, periods);
    return periods;
}

TEST(RelaxPeriods, LeavesParallelRidgesAlone) {
    for (const double degrees : {0.0, 35.0, 90.0, 140.0}) {
        const Plane<double> periods = relaxed(flow([&](double, double) { return degrees; }));
        for (int y = 0; y < kSide; ++y) {
            for (int x = 0; x < kSide; ++x) ASSERT_NEAR(periods.at(x, y), kPeriod, 1e-4);
        }
    }
}

// Ridges that fan out to the right from a point far left: drawn evenly spaced they would need new ones in between.
TEST(RelaxPeriods, RidgesThatRunApartGrowWider) {
    constexpr double kDistance = 500;  // of the point, pixels left of the map
    const double middle = kSide * kStep / 2;
    const Plane<double> periods = relaxed(flow([&](double x, double y) {
        return std::atan2(middle - y, x + kDistance) * 180 / 3.14159265358979;  // counter-clockwise, y downwards
    }));
    const int row = kSide / 2;
    EXPECT_LT(periods.at(8, row), 0.97 * kPeriod);
    EXPECT_GT(periods.at(kSide - 8, row), 1.03 * kPeriod);
    for (int x = 12; x < kSide - 12; x += 4) EXPECT_GT(periods.at(x + 4, row), periods.at(x, row)) << x;
}

TEST(RelaxPeriods, DriftIsBoundedWhateverTheFlow) {
    const Plane<double> periods =
        relaxed(flow([](double x, double y) { return std::fmod(x * x * 0.07 + y * y * 0.11, 180.0); }));
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            ASSERT_GT(periods.at(x, y), kPeriod * 0.74);
            ASSERT_LT(periods.at(x, y), kPeriod * 1.35);
        }
    }
}

}  // namespace
}  // namespace dactyl::synthetic
