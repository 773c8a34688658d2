#pragma once

#include <cstdint>

#include "datasets/synthetic/finger_traits.hpp"
#include "datasets/synthetic/plane.hpp"
#include "engine/core/units.hpp"

namespace dactyl::synthetic {

/// Ridges grow on maps of half resolution: a ridge period of 4 to 6 pixels is enough to grow from and sixteen times
/// cheaper.
inline constexpr int kMapStep = 2;  // pixels at 500 dpi

/// How ridges run in one finger: maps of half resolution over the whole finger.
struct RidgeMaps {
    Point origin;  ///< where the middle of the pattern lies, pixels at 500 dpi from the top left of the maps
    Plane<Direction> doubled;    ///< twice the angle of the ridges: a full turn of it is half a turn of the ridge
    Plane<std::uint8_t> period;  ///< index into the ladder of ridge periods, see period_of_rung()
};

inline constexpr int kPeriodRungs = 20;
/// Ridge period of a rung in pixels at 500 dpi: a geometric ladder from 6 to 14.
double period_of_rung(int rung);
/// The nearest rung.
int rung_of_period(double period);

/// Draws the maps of a finger: OrientationModel and PeriodModel on a grid.
RidgeMaps draw_ridge_maps(const FingerTraits& traits, std::uint64_t seed, std::uint32_t finger);

}  // namespace dactyl::synthetic
