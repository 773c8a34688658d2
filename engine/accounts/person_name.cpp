#include "engine/accounts/person_name.hpp"

#include <cstdint>

#include <fmt/core.h>

namespace dactyl {
namespace {

struct CodePoint {
    std::uint32_t value = 0;
    std::size_t bytes = 0;  // 0: malformed
};

// Decodes the first character of a text that is not empty.
CodePoint first_code_point(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return {};
    std::uint32_t value = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return {};
        value = (value << 6) | (byte(i) & 0x3FU);
    }
    const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (overlong || surrogate || value > 0x10FFFF) return {};
    return {value, length};
}

bool is_control(std::uint32_t c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029; }

}  // namespace

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const CodePoint first = first_code_point(text);
        if (first.bytes == 0) return false;
        text.remove_prefix(first.bytes);
    }
    return true;
}

Result<void> check_text(std::string_view text, std::string_view what, std::size_t most_bytes) {
    if (text.empty() || text.size() > most_bytes) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("{} must have 1 to {} bytes", what, most_bytes));
    }
    while (!text.empty()) {
        const CodePoint first = first_code_point(text);
        if (first.bytes == 0) return fail(ErrorCode::kInvalidArgument, fmt::format("{} is not valid UTF-8", what));
        if (is_control(first.value)) {
            return fail(ErrorCode::kInvalidArgument, fmt::format("{} contains a control character", what));
        }
        text.remove_prefix(first.bytes);
    }
    return {};
}

std::string masked_name(std::string_view name) {
    if (name.empty()) return "**";
    const std::size_t shown = first_code_point(name).bytes;
    return std::string(name.substr(0, shown)) + "**";
}

}  // namespace dactyl
