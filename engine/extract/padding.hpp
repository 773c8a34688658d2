#pragma once

#include <optional>

#include "engine/core/image.hpp"
#include "engine/extract/options.hpp"

namespace dactyl::stages {

/// A picture that was laid on a larger canvas of one colour (turned, or cut out and framed) has edges that no finger
/// made: steeper than its ridges, they would pass for texture. Returns the picture with the canvas filled by what lies
/// along its edge, smoothly, or nothing where there is no canvas, or where the print fades into it as on a sensor's own
/// blank ground. Canvas: cells of exactly the corner's grey value that hang together with a corner. O(pixels of
/// canvas).
std::optional<GrayImage> fill_padding(ImageView picture, const PaddingOptions& options = {});

}  // namespace dactyl::stages
