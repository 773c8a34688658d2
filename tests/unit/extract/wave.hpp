#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include "engine/core/image.hpp"
#include "engine/extract/map.hpp"

namespace dactyl {

/// A minutia put into a wave: its phase winds `charge` times around (x, y).
struct Spiral {
    double x = 0;
    double y = 0;
    int charge = 1;
};

/// Ridges as a plane wave, cos(2 pi u / period) across them, with minutiae at chosen places: what extraction must find
/// again.
struct Wave {
    double period = 9;
    double angle = 0;  ///< of the normal to the ridges, radians, y downwards
    std::vector<Spiral> spirals;

    /// 1 on a ridge's crest, -1 in a valley.
    double at(double x, double y) const {
        double phase = 2 * std::numbers::pi * (x * std::cos(angle) + y * std::sin(angle)) / period;
        for (const Spiral& s : spirals) phase += s.charge * std::atan2(y - s.y, x - s.x);
        return std::cos(phase);
    }
};

/// The wave printed dark on light ground inside an ellipse that leaves `margin` pixels on every side.
inline GrayImage print_of(const Wave& wave, int width, int height, int margin = 24) {
    GrayImage image(width, height, kInternalDpi, 235);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const double dx = (x - width / 2.0) / (width / 2.0 - margin);
            const double dy = (y - height / 2.0) / (height / 2.0 - margin);
            if (dx * dx + dy * dy < 1) image.row(y)[x] = static_cast<std::uint8_t>(130.5 - 90 * wave.at(x, y));
        }
    }
    return image;
}

/// The wave as a normalised picture without ground.
inline stages::Map<std::int16_t> normalised_of(const Wave& wave, int width, int height) {
    stages::Map<std::int16_t> out(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            out.at(x, y) =
                static_cast<std::int16_t>(std::lrint(std::numbers::sqrt2 * stages::kDeviation * wave.at(x, y)));
        }
    }
    return out;
}

/// Reproducible white noise, 0 to 255.
inline GrayImage noise(int width, int height) {
    GrayImage image(width, height, kInternalDpi);
    std::uint32_t state = 12345;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            state = state * 1664525U + 1013904223U;
            image.row(y)[x] = static_cast<std::uint8_t>(state >> 24U);
        }
    }
    return image;
}

}  // namespace dactyl
