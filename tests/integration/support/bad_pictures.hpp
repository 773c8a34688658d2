#pragma once

#include <string>

#include "engine/core/image.hpp"

namespace dactyl::integration {

/// A picture of nothing: every pixel the same.
GrayImage flat_picture(std::uint8_t value);
/// A photograph of a landscape, as far as grey values go: a bright sky with clouds, dark hills, a textured meadow, a
/// house.
GrayImage landscape();
/// PNG bytes whose header claims another size; its checksum fits.
std::string png_claiming(std::uint32_t width, std::uint32_t height);
/// A whole PNG with the bytes in its middle turned over.
std::string with_damage(std::string bytes);

}  // namespace dactyl::integration
