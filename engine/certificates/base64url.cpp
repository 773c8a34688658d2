#include "engine/certificates/base64url.hpp"

#include <cstdint>

namespace dactyl {
namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr unsigned kBits = 6;
constexpr unsigned kByteBits = 8;

}  // namespace

std::string to_base64url(ByteView bytes) {
    std::string text;
    text.reserve((bytes.size() * 4 + 2) / 3);
    std::uint32_t held = 0;
    unsigned bits = 0;
    for (const std::byte byte : bytes) {
        held = (held << kByteBits) | std::to_integer<std::uint32_t>(byte);
        for (bits += kByteBits; bits >= kBits; bits -= kBits) text += kLetters[(held >> (bits - kBits)) & 0x3FU];
        held &= (1U << bits) - 1;
    }
    if (bits > 0) text += kLetters[(held << (kBits - bits)) & 0x3FU];
    return text;
}

Result<Bytes> from_base64url(std::string_view text) {
    Bytes bytes;
    bytes.reserve(text.size() * 3 / 4);
    std::uint32_t held = 0;
    unsigned bits = 0;
    for (const char c : text) {
        const auto value = kLetters.find(c);
        if (value == std::string_view::npos) return fail(ErrorCode::kCorrupt, "a text is not base64url");
        held = (held << kBits) | static_cast<std::uint32_t>(value);
        bits += kBits;
        if (bits < kByteBits) continue;
        bits -= kByteBits;
        bytes.push_back(static_cast<std::byte>(held >> bits));
        held &= (1U << bits) - 1;
    }
    if (bits >= kBits || held != 0) return fail(ErrorCode::kCorrupt, "a text is not base64url");
    return bytes;
}

}  // namespace dactyl
