#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/result.hpp"

namespace dactyl {

/// The start of a gallery file; engine/docs/formats/gallery.md.
struct GalleryFileHeader {
    static constexpr std::size_t kSize = 64;
    static constexpr std::uint32_t kVersion = 1;
    static constexpr std::uint32_t kMostChunks = 1'000'000;

    std::uint32_t chunks = 0;
    std::uint64_t entries = 0;
    std::uint16_t extractor_version = 0;
    std::uint16_t matcher_version = 0;
    std::array<std::byte, 16> snapshot{};
};

struct GalleryChunk {
    static constexpr std::size_t kSize = 16;

    std::uint64_t size = 0;  ///< sealed
    std::uint32_t entries = 0;
    std::uint32_t checksum = 0;  ///< of the sealed bytes
};

/// CRC-32 as zlib computes it.
std::uint32_t checksum_of(std::span<const std::byte> bytes);

std::array<std::byte, GalleryFileHeader::kSize> encode_header(const GalleryFileHeader& header);
/// Errors: kUnsupportedFormat, kVersionTooNew, kCorrupt.
Result<GalleryFileHeader> decode_header(std::span<const std::byte, GalleryFileHeader::kSize> bytes);

/// The table with its checksum.
std::vector<std::byte> encode_table(std::span<const GalleryChunk> chunks);
/// `bytes`: the table of `chunks` chunks with its checksum. Errors: kCorrupt.
Result<std::vector<GalleryChunk>> decode_table(std::span<const std::byte> bytes);

}  // namespace dactyl
