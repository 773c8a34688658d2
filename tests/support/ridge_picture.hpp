#pragma once

#include <cmath>

#include "engine/core/image.hpp"

namespace dactyl {

/// Bent ridges of nobody, 9 pixels apart, fading out towards the corners.
inline GrayImage ridge_picture(int width, int height, Dpi dpi = kInternalDpi) {
    GrayImage image(width, height, dpi, 255);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const double dx = x - width / 2.0;
            const double dy = y - height / 2.0;
            const double ink = std::exp(-(dx * dx + dy * dy) / (0.15 * width * height));
            const double ridge = 0.5 + 0.5 * std::cos(2 * 3.14159265 / 9 * (y + 0.004 * dx * dx));
            image.row(y)[x] = static_cast<std::uint8_t>(255 - 230 * ink * ridge);
        }
    }
    return image;
}

}  // namespace dactyl
