#include "templates/codec/units.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace dactyl::codec_units {
namespace {

TEST(CodecUnits, AnglesAreRoundedToTheNearest) {
    for (const int units : {kIsoAngles, kAnsiAngles, kCompactAngles}) {
        for (int steps = 0; steps < kStepsInTurn; ++steps) {
            const double exact = steps * static_cast<double>(units) / kStepsInTurn;
            const auto direction = Direction::from_steps(static_cast<std::uint16_t>(steps));
            ASSERT_EQ(angle_of(direction, units), std::lround(exact) % units) << steps << " " << units;
        }
        for (int angle = 0; angle < 256; ++angle) {
            const double exact = angle % units * static_cast<double>(kStepsInTurn) / units;
            ASSERT_EQ(direction_of(angle, units).steps(), std::lround(exact)) << angle << " " << units;
        }
    }
}

TEST(CodecUnits, CoordinatesAreRoundedToTheNearest) {
    constexpr int kLargestSide = 8191;
    for (int eighths = 0; eighths <= kLargestSide * 8; ++eighths) {
        const float pixels = static_cast<float>(eighths) / 8;
        ASSERT_EQ(rounded(pixels), std::lround(pixels)) << pixels;
        for (const double units_in_millimetre : {10.0, 100.0}) {
            const double exact = pixels / kPixelsInMillimetre * units_in_millimetre;
            ASSERT_EQ(rounded(exact), std::lround(exact)) << pixels;
        }
    }
}

}  // namespace
}  // namespace dactyl::codec_units
