#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace dactyl {

/// Text made safe for element content and for quoted attributes; control characters and bytes that are no UTF-8 become
/// U+FFFD.
std::string html_escaped(std::string_view text);

/// RFC 4648 with padding.
std::string base64(std::span<const std::byte> bytes);

}  // namespace dactyl
