#include "engine/cli/drawings.hpp"

#include "engine/cli/colour_canvas.hpp"

namespace dactyl::cli {
namespace {

Colour pixel(const ColourImage& picture, int x, int y) {
    const std::size_t at = 3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) + x);
    return {picture.rgb[at], picture.rgb[at + 1], picture.rgb[at + 2]};
}

Template print_with(std::vector<Minutia> minutiae) {
    Template print;
    print.width = 60;
    print.height = 40;
    print.minutiae = std::move(minutiae);
    return print;
}

DrawnPrint drawn(std::vector<Minutia> minutiae) {
    return {GrayImage(60, 40, kInternalDpi, 200), print_with(std::move(minutiae))};
}

TEST(Hue, GoesOnceAroundTheWheel) {
    const auto same = [](Colour a, Colour b) { return a.red == b.red && a.green == b.green && a.blue == b.blue; };
    EXPECT_TRUE(same(hue(0), {255, 0, 0}));
    EXPECT_TRUE(same(hue(1.0 / 3), {0, 255, 0}));
    EXPECT_TRUE(same(hue(2.0 / 3), {0, 0, 255}));
    EXPECT_TRUE(same(hue(1), hue(0)));
    EXPECT_TRUE(same(hue(-0.25), hue(0.75)));
}

TEST(DrawMinutiae, DrawsEachWhereItIsWithAStrokeInItsDirection) {
    const auto picture = draw_minutiae(drawn({{30, 20, Direction::from_degrees(90), MinutiaKind::kEnding, 100}}));
    EXPECT_EQ(picture.width, 120);
    EXPECT_EQ(picture.height, 80);
    // Centre at (60.5, 40.5) of the enlarged picture, the stroke upwards from it.
    const Colour stroke = pixel(picture, 60, 30);
    EXPECT_GT(stroke.red, 150);
    EXPECT_LT(stroke.green, 120);
    EXPECT_EQ(pixel(picture, 60, 52).green, 200) << "nothing is drawn on the other side";
}

TEST(DrawMinutiae, KeepsTheRestOfThePrint) {
    const auto picture = draw_minutiae(drawn({}));
    EXPECT_EQ(pixel(picture, 0, 0).red, 200);
    EXPECT_EQ(pixel(picture, 119, 79).blue, 200);
}

TEST(DrawPairing, JoinsThePairsAcrossTheGap) {
    const Minutia minutia{30, 20, Direction(), MinutiaKind::kBifurcation, 50};
    Explanation explanation;
    const auto without = draw_pairing(drawn({minutia}), drawn({minutia}), explanation);
    explanation.pairs.push_back({0, 0, 1, 0});
    const auto with = draw_pairing(drawn({minutia}), drawn({minutia}), explanation);
    const int middle = with.width / 2;
    EXPECT_EQ(pixel(without, middle, 40).green, 255);
    EXPECT_LT(pixel(with, middle, 40).green, 255);
}

TEST(PictureOfForeground, IsDarkerOutside) {
    Template print = print_with({});
    print.foreground = Foreground(60, 40);
    print.foreground.set_cell(0, 0, true);
    const GrayImage picture = picture_of_foreground(print);
    EXPECT_GT(picture.view().at(0, 0), picture.view().at(59, 39));
}

}  // namespace
}  // namespace dactyl::cli
