#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/image.hpp"
#include "engine/core/result.hpp"

/// The decoders behind decode_picture(), one file a format. Each reads the size from the header and checks it before it
/// allocates pixels, knows no gamma and no colour profile, and refuses a picture whose data end early.
namespace dactyl::picture_files {

using Bytes = std::span<const std::byte>;

Result<GrayImage> decode_png(Bytes bytes, Dpi dpi);
Result<GrayImage> decode_jpeg(Bytes bytes, Dpi dpi);
Result<GrayImage> decode_tiff(Bytes bytes, Dpi dpi);
Result<GrayImage> decode_bmp(Bytes bytes, Dpi dpi);
Result<GrayImage> decode_pgm(Bytes bytes, Dpi dpi);
Result<GrayImage> decode_wsq(Bytes bytes, Dpi dpi);
Result<GrayImage> decode_jpeg2000(Bytes bytes, Dpi dpi);

/// check_size() for the sizes that headers hold.
Result<void> check_header_size(std::uint64_t width, std::uint64_t height);

/// Brightness by ITU-R BT.601, rounded; a gray colour gives exactly its own value.
constexpr std::uint8_t luma(std::uint8_t red, std::uint8_t green, std::uint8_t blue) {
    return static_cast<std::uint8_t>((299U * red + 587U * green + 114U * blue + 500U) / 1000U);
}

/// `value` of [0, maximum] scaled to [0, 255], rounded to nearest.
constexpr std::uint8_t scale_to_8_bit(std::uint32_t value, std::uint32_t maximum) {
    return static_cast<std::uint8_t>((value * 255U + maximum / 2U) / maximum);
}

/// A gray value seen through its opacity on white paper.
constexpr std::uint8_t on_white(std::uint8_t gray, std::uint8_t opacity) {
    return static_cast<std::uint8_t>((gray * opacity + 255U * (255U - opacity) + 127U) / 255U);
}

/// Working memory that held a print: wiped when done.
struct SecretBytes {
    explicit SecretBytes(std::size_t count) : bytes(count) {}
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;
    ~SecretBytes() { wipe_memory(bytes.data(), bytes.size()); }
    std::vector<std::uint8_t> bytes;
};

}  // namespace dactyl::picture_files
