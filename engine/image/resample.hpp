#pragma once

#include "engine/core/image.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

/// Resolutions that a fingerprint may plausibly have been taken at.
inline constexpr Dpi kLowestDpi{100.0};
inline constexpr Dpi kHighestDpi{2000.0};

/// Brings a picture of any resolution to 500 dpi: area averaging when shrinking, cubic when growing; a copy when it is there
/// already. Errors: kResolutionOutOfRange outside [kLowestDpi, kHighestDpi], kImageTooSmall, kImageTooLarge (see limits.hpp).
/// Thread-safe; O(pixels).
Result<GrayImage> resample_to_internal(ImageView image);

}  // namespace dactyl
