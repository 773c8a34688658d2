#include "datasets/synthetic/ridge_maps.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "datasets/synthetic/lattice_noise.hpp"
#include "datasets/synthetic/random_stream.hpp"
#include "engine/core/elementary.hpp"

namespace dactyl::synthetic {
namespace {

// The part of a finger that any sensor may see, pixels at 500 dpi for a finger of size 1, about the middle of the
// pattern: 20 mm wide, from the tip to the joint 27 mm.
constexpr double kHalfWidth = 200;
constexpr double kAbove = 225;
constexpr double kBelow = 305;

constexpr double kShortestPeriod = 6.0;
constexpr double kLongestPeriod = 14.0;

// Corrections of the angle about singular points at eight knots, in degrees, counter-clockwise from -180. Right loops
// lean without them: the ridges above the core would climb towards the open side. The others are symmetric.
using Knots = std::array<double, 8>;
constexpr Knots kRightLoopKnots = {0, 0, -10, -22, -18, -16, -22, -10};
constexpr double kKnotDeviation = 5.0;       // degrees, spread between fingers
constexpr double kWanderDeviation = 5.0;     // degrees, of the smooth field over all
constexpr double kWanderSpacing = 90.0;      // pixels at 500 dpi
constexpr double kPeriodWander = 0.045;      // share
constexpr double kPeriodWanderSpacing = 70;  // pixels at 500 dpi

int to_steps(double degrees) { return static_cast<int>(std::floor(degrees * (65536.0 / 360.0) + 0.5)); }

Direction turned(Direction d, int steps) { return d + Direction::from_steps(static_cast<std::uint16_t>(steps)); }

// The angle's correction in steps, linear between knots.
class Correction {
  public:
    Correction(const Knots& mean, RandomStream& random) {
        for (int i = 0; i < 8; ++i) knots_[i] = to_steps(random.normal_within(mean[i], kKnotDeviation, 2));
    }
    int at(Direction angle) const {
        const unsigned from_left = static_cast<std::uint16_t>(angle.steps() + 32768U);
        const unsigned knot = from_left >> 13;
        const int part = static_cast<int>(from_left & 8191U);
        return knots_[knot] + (knots_[(knot + 1) & 7] - knots_[knot]) * part / 8192;
    }

  private:
    std::array<int, 8> knots_{};
};

Knots loop_knots(PatternClass pattern) {
    if (pattern == PatternClass::kRightLoop) return kRightLoopKnots;
    if (pattern != PatternClass::kLeftLoop) return {};
    Knots mirrored{};
    for (int i = 0; i < 8; ++i) mirrored[i] = -kRightLoopKnots[(12 - i) % 8];
    return mirrored;
}

// Doubled angle of an arch: steepest beside the middle, a little below it, flat at the joint.
Direction arch_direction(const FingerTraits& traits, double x, double y) {
    const double across = Direction::from_degrees(std::clamp(x / (kHalfWidth * traits.size), -1.0, 1.0) * 160.0).sine();
    const double down = (y / traits.size - 35) / 95;
    const double steep = traits.arch_steepness * exponential(-0.5 * std::min(down * down, 60.0));
    const Direction ridge = Direction::of_vector(1, across * steep);
    return ridge + ridge;
}

class OrientationModel {
  public:
    OrientationModel(const FingerTraits& traits, RandomStream random)
        : traits_(traits), wander_(random.bits(), kWanderSpacing) {
        for (std::size_t i = 0; i < traits.loops.size(); ++i) loop_.emplace_back(loop_knots(traits.pattern), random);
        for (std::size_t i = 0; i < traits.deltas.size(); ++i) delta_.emplace_back(Knots{}, random);
    }

    // Everything but the smooth field: exact at singular points.
    Direction at(double x, double y) const {
        Direction sum;
        if (traits_.pattern == PatternClass::kArch) sum = arch_direction(traits_, x, y);
        for (std::size_t i = 0; i < loop_.size(); ++i) {
            const Direction angle = Direction::of_vector(x - traits_.loops[i].x, y - traits_.loops[i].y);
            sum = turned(sum + angle, loop_[i].at(angle));
        }
        for (std::size_t i = 0; i < delta_.size(); ++i) {
            const Direction angle = Direction::of_vector(x - traits_.deltas[i].x, y - traits_.deltas[i].y);
            sum = turned(sum - angle, -delta_[i].at(angle));
        }
        const double tip = std::clamp((150 - y / traits_.size) / 300, 0.0, 1.0);
        const double rounding = -2 * traits_.tip_rounding * tip * x / (kHalfWidth * traits_.size);
        return turned(sum, direction_steps(rounding));
    }

    LatticeNoise& wander() { return wander_; }

  private:
    const FingerTraits& traits_;
    LatticeNoise wander_;
    std::vector<Correction> loop_;
    std::vector<Correction> delta_;
};

}  // namespace

double period_of_rung(int rung) {
    constexpr double kLog = 0.8472978603872037;  // ln(14 / 6)
    return kShortestPeriod * exponential(kLog * rung / (kPeriodRungs - 1));
}

int rung_of_period(double period) {
    const double clamped = std::clamp(period, kShortestPeriod, kLongestPeriod);
    const double log = logarithm(clamped / kShortestPeriod) / 0.8472978603872037;
    return static_cast<int>(log * (kPeriodRungs - 1) + 0.5);
}

RidgeMaps draw_ridge_maps(const FingerTraits& traits, std::uint64_t seed, std::uint32_t finger) {
    RidgeMaps maps;
    const int columns = static_cast<int>(2 * kHalfWidth * traits.size) / kMapStep;
    const int rows = static_cast<int>((kAbove + kBelow) * traits.size) / kMapStep;
    maps.origin = {columns * kMapStep * 0.5, kAbove * traits.size};
    maps.doubled = Plane<Direction>(columns, rows);
    maps.period = Plane<std::uint8_t>(columns, rows);

    OrientationModel model(traits, RandomStream(seed, finger, 0, Purpose::kOrientation));
    RandomStream random(seed, finger, 0, Purpose::kPeriod);
    LatticeNoise period_wander(random.bits(), kPeriodWanderSpacing);
    const double towards_joint = random.uniform(0.04, 0.14);
    const double about_core = random.uniform(0.0, 0.06);

    std::vector<float> wander(columns);
    std::vector<float> stretch(columns);
    for (int row = 0; row < rows; ++row) {
        const double y = row * kMapStep - maps.origin.y;
        model.wander().line(-maps.origin.x, kMapStep, y, columns, wander.data());
        period_wander.line(-maps.origin.x, kMapStep, y, columns, stretch.data());
        for (int column = 0; column < columns; ++column) {
            const double x = column * kMapStep - maps.origin.x;
            maps.doubled.at(column, row) =
                turned(model.at(x, y), to_steps(2 * kWanderDeviation * static_cast<double>(wander[column])));
            const double joint = std::clamp((y / traits.size - 60) / 150, 0.0, 1.0);
            const double core = 1 / (1 + (x * x + y * y) / (60.0 * 60.0));
            const double share =
                1 + towards_joint * joint - about_core * core + kPeriodWander * static_cast<double>(stretch[column]);
            maps.period.at(column, row) = static_cast<std::uint8_t>(rung_of_period(traits.period * share));
        }
    }
    return maps;
}

}  // namespace dactyl::synthetic
