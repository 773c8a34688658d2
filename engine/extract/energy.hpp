#pragma once

#include "engine/extract/enhancement.hpp"
#include "engine/extract/map.hpp"
#include "engine/extract/options.hpp"

namespace dactyl::stages {

/// How much of the picture the filters explain, smoothed, on cells of kCell pixels.
struct Energy {
    Map<float> filtered;   ///< half the mean squared amplitude of the response
    Map<float> explained;  ///< its part of the normalised picture's mean square, 0 to 1
};

/// Both pictures at full resolution.
Energy measure_energy(const Response& response, const Map<std::int16_t>& normalised, const EnergyMaskOptions& options);

/// The part of `segmentation` where the filters found ridges: energy above a part of its 80th percentile, tidied.
Mask mask_by_energy(const Map<float>& filtered, const Mask& segmentation, const EnergyMaskOptions& options);

}  // namespace dactyl::stages
