#include "datasets/synthetic/population/checksum.hpp"

#include <zlib.h>

namespace dactyl {
namespace {

std::uint32_t checksum_of(std::span<const std::byte> bytes) {
    return static_cast<std::uint32_t>(
        ::crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

}  // namespace

void append_u32(std::vector<std::byte>& bytes, std::uint32_t value) {
    for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<std::byte>(value >> shift & 0xFFU));
}

std::uint32_t read_u32(std::span<const std::byte> bytes) {
    std::uint32_t value = 0;
    for (int i = 3; i >= 0; --i) value = value << 8 | static_cast<std::uint32_t>(bytes[i]);
    return value;
}

void append_checksum(std::vector<std::byte>& bytes) { append_u32(bytes, checksum_of(bytes)); }

std::optional<std::span<const std::byte>> checked_body(std::span<const std::byte> bytes) {
    if (bytes.size() < 4) return std::nullopt;
    const auto body = bytes.first(bytes.size() - 4);
    if (read_u32(bytes.subspan(body.size())) != checksum_of(body)) return std::nullopt;
    return body;
}

}  // namespace dactyl
