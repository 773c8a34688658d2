#pragma once

#include "engine/extract/map.hpp"
#include "engine/extract/options.hpp"

namespace dactyl::stages {

/// Distance in pixels from a point of the frame to the nearest pixel outside the mask (on cells; beyond the frame is
/// outside), not more than `most`.
float distance_to_edge(const Mask& mask, float x, float y, float most);

/// How likely a minutia at this point is to be found again in another impression, 0 to 1: the part of the picture that
/// the filters explain there, lessened near the edge of the mask.
float confidence_at(const Map<float>& explained, const Mask& mask, float x, float y, const ConfidenceOptions& options);

}  // namespace dactyl::stages
