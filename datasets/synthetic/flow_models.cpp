#include "datasets/synthetic/flow_models.hpp"

#include <algorithm>
#include <cmath>

#include "datasets/synthetic/random_stream.hpp"
#include "engine/core/elementary.hpp"

namespace dactyl::synthetic {
namespace {

// Corrections of the angle about singular points at eight knots, in degrees, counter-clockwise from -180. Right loops
// lean without them: the ridges above the core would climb towards the open side. The others are symmetric.
using Knots = std::array<double, 8>;
constexpr Knots kRightLoopKnots = {0, 0, -10, -22, -18, -16, -22, -10};
constexpr double kKnotDeviation = 10.0;      // degrees, spread between fingers
constexpr double kWanderDeviation = 6.5;     // degrees, of the smooth field over all
constexpr double kWanderSpacing = 60.0;      // pixels at 500 dpi
constexpr double kPeriodWander = 0.075;      // share
constexpr double kPeriodWanderSpacing = 42;  // pixels at 500 dpi

int to_steps(double degrees) { return static_cast<int>(std::floor(degrees * (65536.0 / 360.0) + 0.5)); }

Direction turned(Direction d, int steps) { return d + Direction::from_steps(static_cast<std::uint16_t>(steps)); }

std::array<int, 8> draw_knots(const Knots& mean, RandomStream& random) {
    std::array<int, 8> knots{};
    for (int i = 0; i < 8; ++i) knots[i] = to_steps(random.normal_within(mean[i], kKnotDeviation, 2));
    return knots;
}

int correction_at(const std::array<int, 8>& knots, Direction angle) {
    const unsigned from_left = static_cast<std::uint16_t>(angle.steps() + 32768U);
    const unsigned knot = from_left >> 13;
    const int part = static_cast<int>(from_left & 8191U);
    return knots[knot] + (knots[(knot + 1) & 7] - knots[knot]) * part / 8192;
}

Knots loop_knots(PatternClass pattern) {
    if (pattern == PatternClass::kRightLoop) return kRightLoopKnots;
    if (pattern != PatternClass::kLeftLoop) return {};
    Knots mirrored{};
    for (int i = 0; i < 8; ++i) mirrored[i] = -kRightLoopKnots[(12 - i) % 8];
    return mirrored;
}

// Doubled angle of an arch: steepest beside the middle, a little below it, flat at the joint.
Direction arch_direction(const FingerTraits& traits, Point p) {
    const double half = kFingerHalfWidth * traits.size;
    const double across = Direction::from_degrees(std::clamp(p.x / half, -1.0, 1.0) * 160.0).sine();
    const double down = (p.y / traits.size - 35) / 95;
    const double steep = traits.arch_steepness * exponential(-0.5 * std::min(down * down, 60.0));
    const Direction ridge = Direction::of_vector(1, across * steep);
    return ridge + ridge;
}

int wander_steps(float noise) { return to_steps(2 * kWanderDeviation * static_cast<double>(noise)); }

}  // namespace

OrientationModel::OrientationModel(const FingerTraits& traits, std::uint64_t seed, std::uint32_t finger)
    : traits_(traits), wander_(RandomStream(seed, finger, 0, Purpose::kOrientation).bits(), kWanderSpacing) {
    RandomStream random(seed, finger, 0, Purpose::kOrientation);
    random.bits();  // the wander's
    for (std::size_t i = 0; i < traits.loops.size(); ++i)
        loops_.push_back(draw_knots(loop_knots(traits.pattern), random));
    for (std::size_t i = 0; i < traits.deltas.size(); ++i) deltas_.push_back(draw_knots(Knots{}, random));
}

Direction OrientationModel::ideal(Point p) const {
    Direction sum;
    if (traits_.pattern == PatternClass::kArch) sum = arch_direction(traits_, p);
    for (std::size_t i = 0; i < loops_.size(); ++i) {
        const Direction angle = Direction::of_vector(p.x - traits_.loops[i].x, p.y - traits_.loops[i].y);
        sum = turned(sum + angle, correction_at(loops_[i], angle));
    }
    for (std::size_t i = 0; i < deltas_.size(); ++i) {
        const Direction angle = Direction::of_vector(p.x - traits_.deltas[i].x, p.y - traits_.deltas[i].y);
        sum = turned(sum - angle, -correction_at(deltas_[i], angle));
    }
    const double tip = std::clamp((150 - p.y / traits_.size) / 300, 0.0, 1.0);
    const double rounding = -2 * traits_.tip_rounding * tip * p.x / (kFingerHalfWidth * traits_.size);
    return turned(sum, direction_steps(rounding));
}

Direction OrientationModel::doubled(Point p) const { return turned(ideal(p), wander_steps(wander_.at(p.x, p.y))); }

void OrientationModel::doubled(const PointRow& row, Direction* angles) const {
    std::vector<float> noise(row.count);
    wander_.line(row.first.x, row.step, row.first.y, row.count, noise.data());
    for (int i = 0; i < row.count; ++i) {
        angles[i] = turned(ideal({row.first.x + i * row.step, row.first.y}), wander_steps(noise[i]));
    }
}

PeriodModel::PeriodModel(const FingerTraits& traits, std::uint64_t seed, std::uint32_t finger)
    : mean_(traits.period),
      size_(traits.size),
      wander_(RandomStream(seed, finger, 0, Purpose::kPeriod).bits(), kPeriodWanderSpacing) {
    RandomStream random(seed, finger, 0, Purpose::kPeriod);
    random.bits();  // the wander's
    towards_joint_ = random.uniform(0.04, 0.14);
    about_core_ = random.uniform(0.0, 0.06);
}

double PeriodModel::period(Point p, float wander) const {
    const double joint = std::clamp((p.y / size_ - 60) / 150, 0.0, 1.0);
    const double core = 1 / (1 + (p.x * p.x + p.y * p.y) / (60.0 * 60.0));
    return mean_ * (1 + towards_joint_ * joint - about_core_ * core + kPeriodWander * static_cast<double>(wander));
}

double PeriodModel::period(Point p) const { return period(p, wander_.at(p.x, p.y)); }

void PeriodModel::period(const PointRow& row, double* periods) const {
    std::vector<float> noise(row.count);
    wander_.line(row.first.x, row.step, row.first.y, row.count, noise.data());
    for (int i = 0; i < row.count; ++i) periods[i] = period({row.first.x + i * row.step, row.first.y}, noise[i]);
}

}  // namespace dactyl::synthetic
