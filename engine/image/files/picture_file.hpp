#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

#include "engine/core/image.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

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
