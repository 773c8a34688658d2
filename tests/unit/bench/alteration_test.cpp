#include "bench/accuracy/alteration.hpp"

#include <gtest/gtest.h>

namespace dactyl {
namespace {

GrayImage counting_picture(int width, int height) {
    GrayImage image(width, height, kInternalDpi);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            image.row(y)[x] = static_cast<std::uint8_t>(y * width + x);
        }
    }
    return image;
}

TEST(Turned, QuarterTurnIsExactAndCounterClockwise) {
    const GrayImage image = counting_picture(5, 3);
    const GrayImage quarter = turned(image, 90);
    ASSERT_EQ(quarter.width(), 3);
    ASSERT_EQ(quarter.height(), 5);
    for (int y = 0; y < 3; ++y) {
        for (int x = 0; x < 5; ++x) {
            EXPECT_EQ(quarter.view().at(y, 4 - x), image.view().at(x, y));
        }
    }
}

TEST(Turned, FullTurnsChangeNothing) {
    const GrayImage image = counting_picture(7, 4);
    for (const double degrees : {0.0, 360.0, -360.0}) {
        const GrayImage same = turned(image, degrees);
        ASSERT_EQ(same.width(), 7);
        ASSERT_EQ(same.height(), 4);
        EXPECT_EQ(same.view().at(6, 3), image.view().at(6, 3));
    }
}

TEST(Turned, CornersAreWhiteAndTheCentreStays) {
    GrayImage image(41, 41, Dpi(569), 0);
    const GrayImage slanted = turned(image, 45);
    EXPECT_EQ(slanted.width(), 58);
    EXPECT_EQ(slanted.dpi(), Dpi(569));
    EXPECT_EQ(slanted.view().at(0, 0), 255);
    EXPECT_EQ(slanted.view().at(57, 57), 255);
    EXPECT_EQ(slanted.view().at(29, 29), 0);
}

/// A print that fills `columns` x `rows` cells from cell (left, top) of a picture.
Foreground block(int width, int height, int left, int top, int columns, int rows) {
    Foreground foreground(width, height);
    for (int row = top; row < top + rows; ++row) {
        for (int column = left; column < left + columns; ++column) {
            foreground.set_cell(column, row, true);
        }
    }
    return foreground;
}

TEST(Cropped, KeepsTheShareOfTheForegroundAroundItsCentre) {
    const GrayImage image(400, 480, kInternalDpi, 90);
    const Foreground foreground = block(400, 480, 10, 20, 20, 30);
    for (const double percent : {100.0, 75.0, 50.0, 25.0}) {
        const GrayImage part = cropped(image, foreground, percent);
        const double share = part.width() * part.height() / (160.0 * 240.0);
        EXPECT_NEAR(share, percent / 100, 0.08) << percent;
        EXPECT_NEAR(static_cast<double>(part.width()) / part.height(), 160.0 / 240.0, 0.02) << percent;
    }
}

TEST(Cropped, CutsTheRightPlaceAtAnyResolution) {
    GrayImage image(800, 960, Dpi(1000), 255);
    for (int y = 320; y < 800; ++y) {
        std::fill_n(image.row(y) + 160, 320, std::uint8_t{0});
    }
    const GrayImage part = cropped(image, block(400, 480, 10, 20, 20, 30), 50);
    EXPECT_GT(part.width(), 200);
    for (int y = 0; y < part.height(); ++y) {
        for (int x = 0; x < part.width(); ++x) {
            ASSERT_EQ(part.view().at(x, y), 0);
        }
    }
}

TEST(Cropped, WithoutForegroundThePictureStays) {
    const GrayImage image = counting_picture(16, 9);
    const GrayImage same = cropped(image, Foreground(), 50);
    EXPECT_EQ(same.width(), 16);
    EXPECT_EQ(same.height(), 9);
}

TEST(Patch, IsASquareAroundTheForegroundsCentreInsideThePicture) {
    GrayImage image(800, 960, Dpi(1000), 255);
    for (int y = 320; y < 800; ++y) {
        std::fill_n(image.row(y) + 160, 320, std::uint8_t{0});
    }
    const Foreground foreground = block(400, 480, 10, 20, 20, 30);
    const GrayImage part = patch(image, foreground, 80);
    ASSERT_EQ(part.width(), 160);
    ASSERT_EQ(part.height(), 160);
    for (int y = 0; y < part.height(); ++y) {
        for (int x = 0; x < part.width(); ++x) {
            ASSERT_EQ(part.view().at(x, y), 0);
        }
    }
    EXPECT_EQ(patch(image, foreground, 450).width(), 800) << "no larger than the picture";
    EXPECT_EQ(patch(image, Foreground(), 80).width(), 800);
}

TEST(Alteration, ChecksItsRanges) {
    EXPECT_TRUE((Alteration{0, 100, 80}).check());
    EXPECT_FALSE((Alteration{0, 100, 39}).check());
    EXPECT_FALSE((Alteration{0, 50, 80}).check());
    EXPECT_TRUE((Alteration{-180, 50}).check());
    for (const Alteration& bad : {Alteration{361, 100}, Alteration{0, 0}, Alteration{0, 101},
                                  Alteration{std::numeric_limits<double>::quiet_NaN(), 100}}) {
        const auto checked = bad.check();
        ASSERT_FALSE(checked);
        EXPECT_EQ(checked.error().code, ErrorCode::kInvalidArgument);
    }
}

}  // namespace
}  // namespace dactyl
