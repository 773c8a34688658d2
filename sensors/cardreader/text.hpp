#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "engine/core/result.hpp"

namespace dactyl {

enum class CardText : std::uint8_t { kUtf8 = 0, kGb18030 = 1 };

/// Text of a card as UTF-8. Errors: kCorrupt (not of that encoding, or with control characters). Every assigned
/// character of GB18030 comes through, also those of four bytes.
Result<std::string> to_utf8(std::span<const std::uint8_t> bytes, CardText encoding);

}  // namespace dactyl
