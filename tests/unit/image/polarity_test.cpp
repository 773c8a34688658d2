#include "engine/image/polarity.hpp"

namespace dactyl {
namespace {

// Dark stripes inside a disc on light ground, as an optical sensor gives them.
GrayImage striped_disc(int side) {
    GrayImage image(side, side, kInternalDpi, 230);
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const int dx = x - side / 2;
            const int dy = y - side / 2;
            if (dx * dx + dy * dy < side * side / 9) image.row(y)[x] = (x + y / 3) % 9 < 4 ? 40 : 215;
        }
    }
    return image;
}

TEST(Polarity, DarkRidgesOnLightGround) {
    EXPECT_EQ(detect_polarity(striped_disc(300)), Polarity::kDarkRidges);
    EXPECT_EQ(detect_polarity(invert(striped_disc(300))), Polarity::kLightRidges);
}

TEST(Polarity, UndecidedCountsAsDark) {
    EXPECT_EQ(detect_polarity(GrayImage(100, 100, kInternalDpi, 0)), Polarity::kDarkRidges);
    EXPECT_EQ(detect_polarity(GrayImage(100, 100, kInternalDpi, 255)), Polarity::kDarkRidges);
    GrayImage stripes(100, 100, kInternalDpi);
    for (int y = 0; y < 100; ++y) {
        for (int x = 0; x < 100; ++x) stripes.row(y)[x] = x % 9 < 4 ? 10 : 200;
    }
    EXPECT_EQ(detect_polarity(stripes), Polarity::kDarkRidges);
    EXPECT_EQ(detect_polarity(GrayImage(5, 5, kInternalDpi)), Polarity::kDarkRidges);
}

TEST(Polarity, InvertingTwiceIsNothing) {
    const GrayImage image = striped_disc(60);
    const GrayImage inverted = invert(image);
    const GrayImage again = invert(inverted);
    EXPECT_EQ(inverted.row(30)[30], 255 - image.row(30)[30]);
    for (int y = 0; y < 60; ++y) EXPECT_TRUE(std::equal(image.row(y), image.row(y) + 60, again.row(y)));
}

}  // namespace
}  // namespace dactyl
