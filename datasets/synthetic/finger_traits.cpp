#include "datasets/synthetic/finger_traits.hpp"

#include <algorithm>
#include <array>

#include "datasets/synthetic/random_stream.hpp"

namespace dactyl::synthetic {
namespace {

// Natural frequency of the classes (Wilson, Candela, Watson: Neural network fingerprint classification, 1993). A
// quarter of the whorls are double loops: Henry's counts of twinned loops lie between a fifth and a third.
constexpr double kDoubleLoopShare = 0.25;
constexpr std::array<double, kPatternClasses> kFrequency = {
    0.037, 0.029, 0.338, 0.317, 0.279 * (1 - kDoubleLoopShare), 0.279 * kDoubleLoopShare};

// Size of a finger and width of its ridges against the index finger's, thumb to little finger.
constexpr std::array<double, 5> kSizeByFinger = {1.18, 1.0, 1.03, 0.97, 0.84};
constexpr std::array<double, 5> kPeriodByFinger = {1.07, 1.0, 1.0, 0.98, 0.94};
constexpr double kMeanPeriod = 8.7;        // pixels at 500 dpi: 0.45 mm, adults
constexpr double kPeriodDeviation = 0.07;  // between people, as a share
constexpr Point kPadDeviation = {14, 20};  // of the pad's middle from the pattern's, pixels at 500 dpi

PatternClass draw_pattern(RandomStream& random) {
    double rest = random.uniform();
    for (int i = 0; i < kPatternClasses - 1; ++i) {
        rest -= kFrequency[i];
        if (rest < 0) return static_cast<PatternClass>(i);
    }
    return PatternClass::kDoubleLoop;
}

void mirror(FingerTraits& traits) {
    for (Point& p : traits.loops) p.x = -p.x;
    for (Point& p : traits.deltas) p.x = -p.x;
}

Point jitter(RandomStream& random, Point middle, double dx, double dy) {
    return {random.normal_within(middle.x, dx, 2), random.normal_within(middle.y, dy, 2)};
}

// Singular points in pixels at 500 dpi for a finger of size 1, set by eye and by the spread seen in inked ten-print
// cards.
void place_singularities(FingerTraits& traits, RandomStream& random) {
    switch (traits.pattern) {
        case PatternClass::kArch:
            traits.arch_steepness = random.uniform(0.5, 1.15);
            break;
        case PatternClass::kTentedArch: {
            const Point core = jitter(random, {0, -10}, 5, 8);
            traits.loops = {core};
            traits.deltas = {{core.x + random.normal_within(0, 5, 2), core.y + random.uniform(55, 95)}};
            break;
        }
        case PatternClass::kRightLoop:
        case PatternClass::kLeftLoop:
            traits.loops = {jitter(random, {0, -12}, 8, 12)};
            traits.deltas = {jitter(random, {-98, 105}, 24, 28)};
            break;
        case PatternClass::kWhorl: {
            const double half = random.uniform(10, 34);
            const double lean = random.normal_within(0, 0.25, 2);
            traits.loops = {{lean * half, -half}, {-lean * half, half}};
            traits.deltas = {jitter(random, {-108, 125}, 20, 26), jitter(random, {108, 125}, 20, 26)};
            break;
        }
        case PatternClass::kDoubleLoop: {
            const double half = random.uniform(34, 52);
            const double lean = random.uniform(0.5, 0.9);
            traits.loops = {{lean * half, -half}, {-lean * half, half}};
            traits.deltas = {jitter(random, {-118, 105}, 14, 18), jitter(random, {112, 145}, 14, 18)};
            if (random.chance(0.5)) mirror(traits);
            break;
        }
    }
    if (traits.pattern == PatternClass::kLeftLoop) mirror(traits);
    for (Point& p : traits.loops) p = {p.x * traits.size, p.y * traits.size};
    for (Point& p : traits.deltas) p = {p.x * traits.size, p.y * traits.size};
}

}  // namespace

FingerTraits draw_traits(std::uint64_t seed, std::uint32_t finger) {
    RandomStream random(seed, finger, 0, Purpose::kTraits);
    FingerTraits traits;
    traits.pattern = draw_pattern(random);
    traits.position = static_cast<FingerPosition>(1 + finger % 10);
    const int kind = static_cast<int>(finger % 5);
    traits.size = std::clamp(kSizeByFinger[kind] * random.normal(1, 0.07), 0.75, 1.3);
    traits.period = std::clamp(kMeanPeriod * kPeriodByFinger[kind] * random.normal(1, kPeriodDeviation), 7.5, 11.0);
    traits.tip_rounding = random.normal_within(0.5, 0.1, 2);
    place_singularities(traits, random);
    traits.pad = jitter(random, {0, 0}, kPadDeviation.x, kPadDeviation.y);
    traits.coarseness = random.normal_within(0, 1, 2);
    return traits;
}

}  // namespace dactyl::synthetic
