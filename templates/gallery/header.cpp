#include "templates/gallery/header.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include <zlib.h>

#include "engine/index/signature.hpp"

namespace dactyl {
namespace {

static_assert(std::endian::native == std::endian::little, "the file's numbers are copied as they are");

constexpr std::array<std::byte, 8> kMagic = {std::byte{'D'}, std::byte{'A'}, std::byte{'C'}, std::byte{'T'},
                                             std::byte{'Y'}, std::byte{'L'}, std::byte{'G'}, std::byte{0x1A}};
constexpr std::size_t kReserved = 48;
constexpr std::size_t kHeaderChecksum = 60;

template <class T>
void put(std::span<std::byte> bytes, std::size_t at, const T& value) {
    std::memcpy(&bytes[at], &value, sizeof(T));
}

template <class T>
T take(std::span<const std::byte> bytes, std::size_t at) {
    T value;
    std::memcpy(&value, &bytes[at], sizeof(T));
    return value;
}

}  // namespace

std::uint32_t checksum_of(std::span<const std::byte> bytes) {
    return static_cast<std::uint32_t>(::crc32_z(0, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

std::array<std::byte, GalleryFileHeader::kSize> encode_header(const GalleryFileHeader& header) {
    std::array<std::byte, GalleryFileHeader::kSize> bytes{};
    put(bytes, 0, kMagic);
    put(bytes, 8, GalleryFileHeader::kVersion);
    put(bytes, 12, header.chunks);
    put(bytes, 16, header.entries);
    put(bytes, 24, header.extractor_version);
    put(bytes, 26, header.matcher_version);
    put(bytes, 28, static_cast<std::uint32_t>(sizeof(PrintSignature)));
    put(bytes, 32, header.snapshot);
    put(bytes, kHeaderChecksum, checksum_of(std::span(bytes).first(kHeaderChecksum)));
    return bytes;
}

Result<GalleryFileHeader> decode_header(std::span<const std::byte, GalleryFileHeader::kSize> bytes) {
    if (!std::equal(kMagic.begin(), kMagic.end(), bytes.begin())) {
        return fail(ErrorCode::kUnsupportedFormat, "no gallery file");
    }
    const auto version = take<std::uint32_t>(bytes, 8);
    if (version > GalleryFileHeader::kVersion) {
        return fail(ErrorCode::kVersionTooNew, "the gallery file was written by a newer version");
    }
    if (take<std::uint32_t>(bytes, kHeaderChecksum) != checksum_of(bytes.first(kHeaderChecksum))) {
        return fail(ErrorCode::kCorrupt, "the gallery file's header is damaged");
    }
    GalleryFileHeader header;
    header.chunks = take<std::uint32_t>(bytes, 12);
    header.entries = take<std::uint64_t>(bytes, 16);
    header.extractor_version = take<std::uint16_t>(bytes, 24);
    header.matcher_version = take<std::uint16_t>(bytes, 26);
    header.snapshot = take<std::array<std::byte, 16>>(bytes, 32);
    const bool reserved = std::any_of(bytes.begin() + kReserved, bytes.begin() + kHeaderChecksum,
                                      [](std::byte byte) { return byte != std::byte{0}; });
    if (version != GalleryFileHeader::kVersion || reserved || header.chunks > GalleryFileHeader::kMostChunks ||
        take<std::uint32_t>(bytes, 28) != sizeof(PrintSignature)) {
        return fail(ErrorCode::kCorrupt, "the gallery file's header holds values that do not exist");
    }
    return header;
}

std::vector<std::byte> encode_table(std::span<const GalleryChunk> chunks) {
    std::vector<std::byte> bytes(chunks.size() * GalleryChunk::kSize + sizeof(std::uint32_t));
    for (std::size_t i = 0; i < chunks.size(); ++i) {
        put(bytes, i * GalleryChunk::kSize, chunks[i].size);
        put(bytes, i * GalleryChunk::kSize + 8, chunks[i].entries);
        put(bytes, i * GalleryChunk::kSize + 12, chunks[i].checksum);
    }
    const std::size_t end = chunks.size() * GalleryChunk::kSize;
    put(bytes, end, checksum_of(std::span(bytes).first(end)));
    return bytes;
}

Result<std::vector<GalleryChunk>> decode_table(std::span<const std::byte> bytes) {
    const std::size_t end = bytes.size() - sizeof(std::uint32_t);
    if (take<std::uint32_t>(bytes, end) != checksum_of(bytes.first(end))) {
        return fail(ErrorCode::kCorrupt, "the gallery file's table of chunks is damaged");
    }
    std::vector<GalleryChunk> chunks(end / GalleryChunk::kSize);
    for (std::size_t i = 0; i < chunks.size(); ++i) {
        chunks[i] = {take<std::uint64_t>(bytes, i * GalleryChunk::kSize),
                     take<std::uint32_t>(bytes, i * GalleryChunk::kSize + 8),
                     take<std::uint32_t>(bytes, i * GalleryChunk::kSize + 12)};
    }
    return chunks;
}

}  // namespace dactyl
