#pragma once

#include <optional>

#include "engine/core/big_endian.hpp"

/// Data objects as smart cards have them (ISO/IEC 8825-1 with definite lengths of up to two bytes).
namespace dactyl::ber_tlv {

/// Appends tag, length in its shortest form, and value. Values are shorter than 64 KiB.
inline void append(big_endian::Writer& out, std::uint16_t tag, big_endian::Bytes value) {
    if (tag > 0xFF) {
        out.u16(tag);
    } else {
        out.u8(tag);
    }
    const auto length = static_cast<std::uint32_t>(value.size());
    if (length > 0xFF) {
        out.u8(0x82);
        out.u16(length);
    } else {
        if (length > 0x7F) out.u8(0x81);
        out.u8(length);
    }
    out.bytes(value);
}

struct Object {
    std::uint16_t tag = 0;
    big_endian::Bytes value;
    std::size_t offset = 0;  ///< of the value's first byte
};

/// Takes an object off the front; nothing when it does not hold together.
inline std::optional<Object> take(big_endian::Reader& in) {
    constexpr std::uint8_t kLongTag = 0x1F;
    Object object;
    object.tag = in.u8();
    if ((object.tag & kLongTag) == kLongTag) object.tag = static_cast<std::uint16_t>(object.tag << 8 | in.u8());
    std::size_t length = in.u8();
    if (length == 0x81) {
        length = in.u8();
    } else if (length == 0x82) {
        length = in.u16();
    } else if (length > 0x7F) {
        return std::nullopt;
    }
    object.offset = in.offset();
    object.value = in.take(length);
    return in.overrun() ? std::nullopt : std::optional(object);
}

}  // namespace dactyl::ber_tlv
