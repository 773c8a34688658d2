#pragma once

#include <cstdint>

#include "engine/core/image.hpp"
#include "engine/image/files/picture_file.hpp"

namespace dactyl::cli {

struct Colour {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
};

/// A colour of the wheel at full brightness: `turn` in [0, 1) from red over yellow, green and blue back to red.
Colour hue(double turn);

/// A colour picture to draw on, with smooth lines. Positions in pixels; what lies outside is cut off.
class ColourCanvas {
  public:
    ColourCanvas(int width, int height, Colour ground);

    /// Lays a gray picture down, its top left corner at (left, top), each pixel `zoom` times as wide and high.
    void place(ImageView picture, int left, int top, int zoom);
    void line(double x0, double y0, double x1, double y1, Colour colour, double width = 1);
    void circle(double x, double y, double radius, Colour colour, double width = 1);
    void square(double x, double y, double radius, Colour colour, double width = 1);

    const ColourImage& picture() const { return picture_; }

  private:
    ColourImage picture_;
};

}  // namespace dactyl::cli
