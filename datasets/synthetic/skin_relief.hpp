#pragma once

#include <cstdint>

#include "datasets/synthetic/plane.hpp"
#include "datasets/synthetic/random_stream.hpp"
#include "datasets/synthetic/ridge_growth.hpp"

namespace dactyl::synthetic {

/// What sticks to a finger's skin besides its ridges: pores along the ridges, creases across the finger, cuts, grain.
/// In units of kReliefUnit of a ridge's height, positive where contact is lost.
using SkinRelief = Plane<std::int8_t>;
inline constexpr float kReliefUnit = 1.0F / 48;

/// Draws the relief of a finger over its height map.
SkinRelief draw_relief(const Plane<std::int8_t>& height, RandomStream random);

}  // namespace dactyl::synthetic
