#pragma once

#include "engine/extract/map.hpp"
#include "engine/extract/options.hpp"
#include "engine/extract/orientation.hpp"

namespace dactyl::stages {

/// Ridge periods, in pixels, that the filters can be tuned to.
inline constexpr float kLeastPeriod = 5.0F;
inline constexpr float kMostPeriod = 14.0F;

/// The ridge period in pixels on cells of kCell pixels, [kLeastPeriod, kMostPeriod], by x-signatures: the picture is
/// summed along the ridges in a window across them, and the distances between the peaks of that sum, and between its
/// valleys, are averaged (Hong, Wan and Jain 1998). Peaks and valleys have equal say, so that an inverted picture gives
/// the same periods. The measured periods, weighted by coherence and regularity, are smoothed widely: the period
/// changes slowly over a finger.
Map<float> estimate_period(const Map<std::int16_t>& picture, const OrientationField& orientation, const Mask& mask,
                           const PeriodOptions& options);

}  // namespace dactyl::stages
