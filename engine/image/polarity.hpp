#pragma once

#include "engine/core/image.hpp"

namespace dactyl {

enum class Polarity { kDarkRidges, kLightRidges };

/// Tells white ridges on black from the usual dark ridges on light ground, for a picture at 500 dpi. Undecided pictures
/// count as kDarkRidges. Thread-safe; O(pixels).
Polarity detect_polarity(ImageView image);

/// Grey value v becomes 255 - v.
GrayImage invert(ImageView image);

}  // namespace dactyl
