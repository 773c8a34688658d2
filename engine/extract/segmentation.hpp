#pragma once

#include "engine/core/image.hpp"
#include "engine/extract/map.hpp"
#include "engine/extract/options.hpp"

namespace dactyl::stages {

/// Where there is texture: smoothed |gx| + |gy| above a part of its 95th percentile, tidied to one piece without holes.
/// One sample per whole cell of kCell pixels; all 0 for a blank picture.
Mask segment(ImageView picture, const SegmentationOptions& options);

/// The rectangle around the mask with a margin of two cells, inside the picture; empty (0 x 0) for an empty mask.
Frame frame_around(const Mask& mask);

/// The part of the mask inside the frame.
Mask crop(const Mask& mask, const Frame& frame);

}  // namespace dactyl::stages
