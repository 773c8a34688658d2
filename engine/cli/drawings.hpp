#pragma once

#include "engine/core/image.hpp"
#include "engine/core/template.hpp"
#include "engine/image/files/picture_file.hpp"
#include "engine/match/compare.hpp"

namespace dactyl::cli {

/// A print as it is drawn: its picture at 500 dpi and what was found on it.
struct DrawnPrint {
    GrayImage picture;
    Template print;
};

/// The picture that stands in for one where only the template is known: its foreground, light on gray.
GrayImage picture_of_foreground(const Template& print);

/// Minutiae on the print, twice enlarged: endings red circles, bifurcations blue squares, others green, each with a
/// stroke in its direction; the paler, the less certain.
ColourImage draw_minutiae(const DrawnPrint& drawn);

/// Two prints side by side with a line between the minutiae of each pair, every pair in its own colour.
ColourImage draw_pairing(const DrawnPrint& a, const DrawnPrint& b, const Explanation& explanation);

}  // namespace dactyl::cli
