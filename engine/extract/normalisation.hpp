#pragma once

#include "engine/core/image.hpp"
#include "engine/extract/map.hpp"
#include "engine/extract/options.hpp"

namespace dactyl::stages {

/// The part of the picture inside the frame, ridges positive, in steps of 1 / kDeviation local standard deviations,
/// clamped to
/// +-kLargestDeviation; mean and deviation are local. Of an inverted picture it is exactly the negative. `mask` is the
/// frame's.
Map<std::int16_t> normalise(ImageView picture, const Frame& frame, const Mask& mask,
                            const NormalisationOptions& options);

/// Half the width and height by means of 2 x 2 samples.
Map<std::int16_t> halve(const Map<std::int16_t>& picture);

}  // namespace dactyl::stages
