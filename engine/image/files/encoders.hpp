#pragma once

#include <cstddef>
#include <vector>

#include "engine/core/image.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

/// What the FBI asks of 500-dpi prints: about 15 to 1 of ink on paper.
inline constexpr double kWsqBitsPerPixel = 0.75;

/// WSQ (IAFIS-IC-0110, encoder number one), lossy. `bits_per_pixel`, 0.05 to 8, is a ceiling that prints stay below.
/// The resolution goes into NIST's comment. Errors: kInvalidArgument, kImageTooSmall, kImageTooLarge. Thread-safe.
Result<std::vector<std::byte>> encode_wsq(ImageView image, double bits_per_pixel = kWsqBitsPerPixel);

}  // namespace dactyl
