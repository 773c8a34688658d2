#pragma once

#include <cstddef>
#include <vector>

#include "engine/core/image.hpp"
#include "engine/core/result.hpp"

/// Pictures as the compressed bytes that finger image records hold. Errors of all: kInvalidArgument (an option),
/// kImageTooSmall, kImageTooLarge. Thread-safe. PNG is in picture_file.hpp.
namespace dactyl {

/// What the FBI asks of 500-dpi prints: about 15 to 1 of ink on paper.
inline constexpr double kWsqBitsPerPixel = 0.75;

/// WSQ (IAFIS-IC-0110, encoder number one), lossy. `bits_per_pixel`, 0.05 to 8, is a ceiling that prints stay below.
/// The resolution goes into NIST's comment.
Result<std::vector<std::byte>> encode_wsq(ImageView image, double bits_per_pixel = kWsqBitsPerPixel);

inline constexpr double kHighestJpeg2000Ratio = 100;

/// A JP2 file: lossless, or lossy to about 1/`ratio` of the pixels' bytes (1 to 100; 0 is lossless).
Result<std::vector<std::byte>> encode_jpeg2000(ImageView image, double ratio = 0);

/// Baseline JPEG of one component; `quality` 1 to 100. The resolution goes into its JFIF header.
Result<std::vector<std::byte>> encode_jpeg(ImageView image, int quality = 90);

/// Binary PGM of 8 bits.
std::vector<std::byte> encode_pgm(ImageView image);

}  // namespace dactyl
