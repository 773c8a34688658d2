#pragma once

#include <cstdint>
#include <string_view>

#include "engine/core/image.hpp"

namespace dactyl {

/// What to tell the person in front of the reader.
enum class Guidance : std::uint8_t {
    kNone,  ///< nothing to say: the print is good
    kPlaceFinger,
    kRemoveFinger,
    kPlaceAgain,
    kKeepStill,
    kTooDry,  ///< moisten the finger or press harder
    kTooWet,  ///< dry the finger
    kPressMoreLightly,
    kMoveUp,  ///< towards row 0 of the picture
    kMoveDown,
    kMoveLeft,
    kMoveRight,
    kSwipeSlower,
};

/// "none", "place-finger", ...
std::string_view to_string(Guidance guidance);
/// "Place your finger on the reader", ...
std::string_view sentence(Guidance guidance);

/// What a picture shows of its print, in cells of a quarter of a millimetre or more.
struct PrintAspect {
    double area = 0;            ///< share of the picture that ridges cover, 0 to 1
    double dark = 0;            ///< share of dark pixels inside the print, 0 to 1
    double contrast = 0;        ///< mean difference between ridges and valleys, gray levels
    double offset_x = 0;        ///< of the print's centre from the picture's, parts of its width, -0.5 to 0.5
    double offset_y = 0;        ///< parts of its height, growing downwards
    bool touches_left = false;  ///< the print reaches that edge along a good part of it
    bool touches_right = false;
    bool touches_top = false;
    bool touches_bottom = false;
};

/// Thread-safe; O(pixels).
PrintAspect look_at_print(ImageView image);

/// What to tell a person whose finger gave this picture. Thread-safe; O(pixels).
Guidance guide(ImageView image);

/// Mean difference of two frames of the same size inside either print, gray levels; 255 where the sizes differ.
double movement(ImageView before, ImageView after);

}  // namespace dactyl
