#pragma once

#include "engine/core/image.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

/// Sides, in pixels, between which a picture is taken for a fingerprint's. The upper limit bounds memory before anything is
/// allocated: 4096 x 4096 holds a 2000-dpi slap.
inline constexpr int kSmallestSide = 32;
inline constexpr int kLargestSide = 4096;

/// Errors: kImageTooSmall, kImageTooLarge; the message gives the size and the limit.
Result<void> check_size(int width, int height);

}  // namespace dactyl
