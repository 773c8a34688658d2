#pragma once

#include <string>
#include <string_view>

#include "engine/accounts/bytes.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

/// RFC 4648, section 5, without padding.
std::string to_base64url(ByteView bytes);
/// The inverse; each text of bytes has one form. Errors: kCorrupt (another character, an impossible length, bits left
/// over).
Result<Bytes> from_base64url(std::string_view text);

}  // namespace dactyl
