#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace dactyl {

/// CRC-32 (IEEE 802.3, as zlib computes it) of all bytes, appended little-endian.
void append_checksum(std::vector<std::byte>& bytes);
/// The bytes before the checksum at the end; nothing where it does not fit.
std::optional<std::span<const std::byte>> checked_body(std::span<const std::byte> bytes);

/// Little-endian numbers.
void append_u32(std::vector<std::byte>& bytes, std::uint32_t value);
/// bytes.size() >= 4
std::uint32_t read_u32(std::span<const std::byte> bytes);

}  // namespace dactyl
