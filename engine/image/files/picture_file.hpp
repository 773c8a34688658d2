#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/core/image.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

/// Every kind of file that decode_picture() knows.
enum class PictureFormat : std::uint8_t { kPng, kJpeg, kTiff, kBmp, kPgm, kWsq, kJpeg2000, kImageRecord };

/// "png", "jpeg", "tiff", "bmp", "pgm", "wsq", "jpeg2000", "finger image record".
std::string_view to_string(PictureFormat format);

/// Tells the format from the first bytes; the rest may still be corrupt.
std::optional<PictureFormat> detect_picture_format(std::span<const std::byte> bytes);

/// Decodes PNG, TIFF, BMP, PGM, JPEG, JPEG 2000 or WSQ in up to 16 bits, gray, palette or RGB(A), to 8-bit gray without
/// touching the contrast; and the first view of a finger image record (image_record.hpp). The resolution is the
/// caller's: tags in pictures are not believed. A record's own is part of its standard and goes first. The size is read
/// and checked before pixels are allocated. Errors: kUnsupportedFormat, kCorrupt, kImageTooSmall, kImageTooLarge.
/// Thread-safe.
Result<GrayImage> decode_picture(std::span<const std::byte> bytes, Dpi dpi);

/// decode_picture() of a file. Errors: also kNotFound, kUnreadable; every message names the path.
Result<GrayImage> read_picture(const std::filesystem::path& path, Dpi dpi);

/// Whether a name ends like a picture's that read_picture() knows, in any case of letters.
bool has_picture_extension(const std::filesystem::path& path);

/// Interleaved 8-bit colour, for overlays. Row 0 on top.
struct ColourImage {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb;  ///< 3 x width x height
};

/// PNG bytes of a picture, its resolution in the pHYs chunk.
std::vector<std::byte> encode_png(ImageView image);
std::vector<std::byte> encode_png(const ColourImage& image);

/// Writes the PNG beside the target and renames it into place: never a half-written file. Errors: kUnwritable,
/// kDiskFull.
Result<void> write_png(const std::filesystem::path& path, ImageView image);
Result<void> write_png(const std::filesystem::path& path, const ColourImage& image);

}  // namespace dactyl
