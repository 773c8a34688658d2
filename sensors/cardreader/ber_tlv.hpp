#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/core/result.hpp"

namespace dactyl::ber {

using Bytes = std::span<const std::uint8_t>;

/// One data object of ISO/IEC 7816-4 (BER-TLV); a window on the bytes it was parsed from.
struct Object {
    std::uint32_t tag = 0;  ///< as written: 0x7F61, 0x81
    Bytes value;
};

/// Where an object begins: how many bytes stand before its value, and how many the value has.
struct Header {
    std::uint32_t tag = 0;
    std::size_t bytes = 0;
    std::size_t length = 0;
};

/// Tags of at most 3 bytes, definite lengths of at most 3; nothing while bytes are missing. Errors: kCorrupt.
Result<std::optional<Header>> parse_header(Bytes bytes);

/// The objects one after the other; zero bytes between them are filling. Every length is checked against what is there.
/// Errors: kCorrupt, with the byte's offset. O(bytes).
Result<std::vector<Object>> parse(Bytes bytes);

/// The first one with that tag.
std::optional<Bytes> find(std::span<const Object> objects, std::uint32_t tag);

}  // namespace dactyl::ber
