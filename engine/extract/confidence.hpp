#pragma once

#include "engine/extract/map.hpp"
#include "engine/extract/options.hpp"
#include "engine/extract/vortices.hpp"

namespace dactyl::stages {

/// Distance in pixels from a point of the frame to the nearest pixel outside the mask (on cells; beyond the frame is
/// outside), not more than `most`.
float distance_to_edge(const Mask& mask, float x, float y, float most);

/// The probability, 0 to 1, that this minutia is found again in another impression of the same skin: a logistic
/// function of the filter energy around it (`filtered`), its distance from the mask's edge, and how lonely it is among
/// the response's singularities (noise makes them in clusters and in pairs of opposite charge).
float confidence_of(const Vortex& vortex, const Map<float>& filtered, const Mask& mask,
                    const ConfidenceOptions& options);

}  // namespace dactyl::stages
