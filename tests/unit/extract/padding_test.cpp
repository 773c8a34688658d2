#include "engine/extract/padding.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/unit/extract/wave.hpp"

namespace dactyl {
namespace {

using stages::fill_padding;

// Ridges of middling contrast, everywhere.
GrayImage grey_print() {
    Wave wave;
    wave.angle = 0.6;
    GrayImage out = print_of(wave, 160, 160, -60);
    for (int y = 0; y < out.height(); ++y) {
        for (int x = 0; x < out.width(); ++x) out.row(y)[x] = static_cast<std::uint8_t>(80 + out.row(y)[x] / 4);
    }
    return out;
}

GrayImage framed(ImageView picture, int margin, std::uint8_t grey) {
    GrayImage out(picture.width() + 2 * margin, picture.height() + 2 * margin, picture.dpi(), grey);
    for (int y = 0; y < picture.height(); ++y) {
        std::copy_n(picture.row(y), picture.width(), out.row(y + margin) + margin);
    }
    return out;
}

TEST(Padding, ACanvasTakesTheGreyOfWhatItSurrounds) {
    const GrayImage print = grey_print();
    const auto filled = fill_padding(framed(print, 24, 255));
    ASSERT_TRUE(filled);
    for (int y = 0; y < filled->height(); ++y) {
        for (int x = 0; x < filled->width(); ++x) ASSERT_LT(filled->view().at(x, y), 200) << x << ' ' << y;
    }
    for (int y = 8; y < print.height() - 8; ++y) {
        for (int x = 8; x < print.width() - 8; ++x) {
            ASSERT_EQ(filled->view().at(x + 24, y + 24), print.view().at(x, y)) << "inside, nothing changes";
        }
    }
}

TEST(Padding, GroundBetweenTheRidgesIsNoCanvas) {
    EXPECT_FALSE(fill_padding(framed(print_of(Wave{}, 160, 160, -60), 24, 220))) << "valleys of the ground's grey";
    EXPECT_TRUE(fill_padding(framed(print_of(Wave{}, 160, 160, -60), 24, 220), {.most_of_its_grey = 1}));
    EXPECT_FALSE(fill_padding(grey_print())) << "no corner is flat";
    EXPECT_FALSE(fill_padding(GrayImage(64, 64, kInternalDpi, 255)));
    EXPECT_FALSE(fill_padding(GrayImage(3, 3, kInternalDpi, 255)));
}

TEST(Padding, FillsInvertedPicturesAlike) {
    const GrayImage print = framed(grey_print(), 24, 255);
    GrayImage inverted(print.width(), print.height(), print.dpi());
    for (int y = 0; y < print.height(); ++y) {
        for (int x = 0; x < print.width(); ++x) inverted.row(y)[x] = static_cast<std::uint8_t>(255 - print.row(y)[x]);
    }
    const auto a = fill_padding(print);
    const auto b = fill_padding(inverted);
    ASSERT_TRUE(a && b);
    for (int y = 0; y < print.height(); ++y) {
        for (int x = 0; x < print.width(); ++x) ASSERT_EQ(a->view().at(x, y), 255 - b->view().at(x, y));
    }
}

}  // namespace
}  // namespace dactyl
