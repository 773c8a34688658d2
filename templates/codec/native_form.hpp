#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

/// What writing and reading native templates share (engine/docs/formats/template.md).
namespace dactyl::native_form {

using Bytes = std::span<const std::byte>;

inline constexpr std::uint32_t kMagic = 0x4C544344;  // "DCTL"
inline constexpr std::uint16_t kVersion = 1;
inline constexpr float kGridPerPixel = 8;

/// The first 16 bytes of a record, as they lie there.
struct Header {
    std::uint32_t magic = kMagic;
    std::uint16_t version = kVersion;
    std::uint16_t reserved = 0;
    std::uint32_t length = 0;
    std::uint32_t checksum = 0;
};
static_assert(sizeof(Header) == 16);

/// Over everything but the checksum itself.
std::uint32_t checksum_of(const Header& header, Bytes body);

}  // namespace dactyl::native_form
