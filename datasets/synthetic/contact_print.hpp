#pragma once

#include <cstdint>

#include "datasets/synthetic/impression.hpp"
#include "datasets/synthetic/plane.hpp"

namespace dactyl::synthetic {

/// What of a finger touches the sensor, before the sensor makes a picture of it.
struct ContactPrint {
    Plane<std::uint8_t> ink;    ///< 0 nothing to 255 full contact, a value a pixel
    Plane<std::int8_t> height;  ///< of the undamaged skin there, -127 to 127; what a perfect sensor would see
    Plane<std::uint8_t> touch;  ///< a value for each kTouchCell square of pixels: 255 firm contact, 0 none
};
inline constexpr int kTouchCell = 8;  // pixels

/// Presses the finger on the sensor. Pure.
ContactPrint press(const MasterFinger& master, const ImpressionTraits& traits, const SyntheticRequest& request);

}  // namespace dactyl::synthetic
