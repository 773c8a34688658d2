#pragma once

#include "engine/core/template.hpp"
#include "engine/core/units.hpp"
#include "engine/extract/enhancement.hpp"
#include "engine/extract/map.hpp"
#include "engine/extract/orientation.hpp"

namespace dactyl::stages {

/// A point around which the ridge phase winds once: a minutia, or one half of a pair that noise made.
struct Vortex {
    float x = 0;  ///< pixels in the frame, sub-pixel
    float y = 0;
    int charge = 0;       ///< the winding number, 1 or -1, relative to the filter's orientation there
    Direction direction;  ///< along the ridges, into the side that has one line more
    MinutiaKind kind = MinutiaKind::kUnknown;
    float period = 0;  ///< of the ridges there, pixels
    /// Distances, in ridge periods, to the nearest other singularity of the response and to the nearest one of opposite
    /// charge that remove_dipoles() left; not more than kFarthest.
    float isolation = kFarthest;
    float opposite = kFarthest;

    static constexpr float kFarthest = 3.0F;
};

/// All phase singularities inside the mask (on cells) of a response at full resolution, in reading order. A minutia is
/// a spiral phase (Larkin and Fletcher 2007): exact where the response is, without thresholds, binarisation or
/// thinning.
Samples<Vortex> find_vortices(const Response& response, const OrientationField& orientation, const Map<float>& period,
                              const Mask& mask);

}  // namespace dactyl::stages
