#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/core/template.hpp"

namespace dactyl {

/// Where a foreground's outline moves between its rows (engine/docs/formats/template.md). Empty for one without a cell
/// inside.
std::vector<std::uint8_t> encode_foreground(const Foreground& foreground);

/// The inverse, for a picture of that size in pixels. Nothing unless the bytes are in the one form that
/// encode_foreground() writes and stay within the picture. Allocates one byte a cell.
std::optional<Foreground> decode_foreground(std::span<const std::uint8_t> bytes, int width, int height);

}  // namespace dactyl
