#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"

namespace dactyl {

/// Whether the bytes are well-formed UTF-8 (Unicode 15, table 3-7): no overlong forms, surrogates or values past
/// U+10FFFF.
bool is_utf8(std::string_view text);

/// Checks a text that a person typed: well-formed UTF-8 of 1 to `most_bytes` bytes without control characters. It is
/// never altered. Errors: kInvalidArgument; the message names `what` and does not repeat the text.
Result<void> check_text(std::string_view text, std::string_view what, std::size_t most_bytes);

/// Limits of a person's name and of a card's alias, in bytes.
inline constexpr std::size_t kLongestName = 200;
inline constexpr std::size_t kLongestAlias = 64;

/// What may be shown of a name: its first character, then "**" whatever the length of the rest. `name` is well-formed
/// UTF-8.
std::string masked_name(std::string_view name);

}  // namespace dactyl
