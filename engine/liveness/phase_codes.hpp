#pragma once

#include <array>
#include <vector>

#include "engine/core/image.hpp"

namespace dactyl {

inline constexpr int kPhaseCodes = 256;

/// How often each code of local phase quantisation occurs (Ojansivu and Heikkila 2008, without decorrelation): in a
/// window of 2 radius + 1 pixels the signs of real and imaginary part at the four lowest frequencies, 8 bits. Only
/// pixels whose cell of `cell` pixels is set in `mask` (row by row) count. In integers: the same on every processor.
/// O(pixels x radius).
std::array<std::uint32_t, kPhaseCodes> phase_codes(ImageView image, int radius, const std::vector<std::uint8_t>& mask,
                                                   int cell);

}  // namespace dactyl
