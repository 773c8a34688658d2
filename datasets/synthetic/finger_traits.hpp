#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "datasets/synthetic/ground_truth.hpp"
#include "engine/core/finger.hpp"

namespace dactyl::synthetic {

using PatternClass = SyntheticPattern;
inline constexpr int kPatternClasses = 6;

/// A point in the plane of a finger: pixels at 500 dpi, y downwards.
struct Point {
    double x = 0;
    double y = 0;
    friend bool operator==(const Point&, const Point&) = default;
};

/// What one finger is like, before any ridge is drawn. The origin is the middle of the pattern.
struct FingerTraits {
    PatternClass pattern = PatternClass::kWhorl;
    FingerPosition position = FingerPosition::kUnknown;
    double size = 1;            ///< of the finger against a mean index finger, 0.75 to 1.3
    double period = 9;          ///< mean ridge period, pixels at 500 dpi, 7.5 to 11
    std::vector<Point> loops;   ///< cores, at most two
    std::vector<Point> deltas;  ///< as many as loops
    double arch_steepness = 0;  ///< slope of the ridges beside the middle, arches only
    Point pad;                  ///< middle of the finger's pad, which people put on the middle of the sensor
    double coarseness = 0;      ///< of the skin against other people's, -2 fine and whole to 2 worn and uneven
    double tip_rounding = 0;    ///< how far the ridges follow the round of the finger tip, radians at the edge
};

/// Draws a finger: pattern by natural frequency, position in turn (finger 0 is a right thumb, 1 a right index, ...),
/// singular points with the spread that real ones have.
FingerTraits draw_traits(std::uint64_t seed, std::uint32_t finger);

}  // namespace dactyl::synthetic
