#pragma once

#include <cmath>
#include <cstdint>

#include "engine/core/units.hpp"

/// Units of the standard forms, to and from the engine's. Every conversion rounds to nearest: its error is at most half
/// a unit of the coarser side.
namespace dactyl::codec_units {

inline constexpr int kStepsInTurn = 65'536;
inline constexpr int kIsoAngles = 256;     ///< units in a full turn: ISO/IEC 19794-2 records, card normal size
inline constexpr int kAnsiAngles = 180;    ///< ANSI 378: 2 degrees
inline constexpr int kCompactAngles = 64;  ///< card compact size: 5.625 degrees
inline constexpr double kMillimetresInInch = 25.4;

/// What a reader makes of a minutia's or print's quality that a record does not report: the middle.
inline constexpr std::uint8_t kUnreportedQuality = 50;

inline Direction direction_of(int angle, int units) {
    return Direction::from_steps(static_cast<std::uint16_t>((angle % units * 2 * kStepsInTurn + units) / (2 * units)));
}

inline std::uint8_t angle_of(Direction direction, int units) {
    return static_cast<std::uint8_t>((direction.steps() * units + kStepsInTurn / 2) / kStepsInTurn % units);
}

/// To the nearest whole number, of values that are not negative; a call of std::lround() costs more than all the rest
/// of a minutia.
template <class Real>
constexpr int rounded(Real value) {
    return static_cast<int>(value + Real(0.5));
}

/// Pixels at 500 dpi in one millimetre.
inline constexpr double kPixelsInMillimetre = kInternalDpi.value() / kMillimetresInInch;

}  // namespace dactyl::codec_units
