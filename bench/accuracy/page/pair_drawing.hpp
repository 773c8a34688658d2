#pragma once

#include <span>
#include <string>

#include "engine/core/image.hpp"
#include "engine/core/template.hpp"
#include "engine/match/compare.hpp"

namespace dactyl {

/// One print with what was found on it; the picture at 500 dpi, `print` null where extraction failed.
struct DrawnPrint {
    ImageView image;
    const Template* print = nullptr;
};

/// Two prints side by side as inline SVG: the pictures embedded as PNG, minutiae as rings with their direction (endings
/// and bifurcations told apart), and a line for every pair that the matcher made.
std::string draw_pair(const DrawnPrint& probe, const DrawnPrint& reference, std::span<const MinutiaPair> pairs);

}  // namespace dactyl
