#include "templates/codec/foreground_outline.hpp"

#include "tests/support/random_template.hpp"

namespace dactyl {
namespace {

using Bytes = std::vector<std::uint8_t>;
using testing::ElementsAre;

TEST(ForegroundOutline, OnlyChangesBetweenRowsAreStored) {
    Foreground foreground(32, 24);  // 4 x 3 cells
    EXPECT_THAT(encode_foreground(foreground), ElementsAre());
    for (int row = 0; row < 3; ++row) {
        foreground.set_cell(1, row, true);
        foreground.set_cell(2, row, true);
    }
    EXPECT_THAT(encode_foreground(foreground), ElementsAre(2 * 1 + 1, 0));
    foreground.set_cell(3, 2, true);  // 8 cells after the first run's end
    EXPECT_THAT(encode_foreground(foreground), ElementsAre(2 * 1 + 1, 0, 2 * 8));
    foreground.set_cell(2, 2, false);
    EXPECT_THAT(encode_foreground(foreground), ElementsAre(2 * 1 + 1, 0, 2 * 7 + 1, 0));
}

TEST(ForegroundOutline, RunsGoOnOverTheEndOfARow) {
    Foreground foreground(32, 16);
    foreground.set_cell(3, 0, true);
    foreground.set_cell(0, 1, true);
    foreground.set_cell(3, 1, true);
    EXPECT_THAT(encode_foreground(foreground), ElementsAre(2 * 3 + 1, 0));
}

TEST(ForegroundOutline, LargeNumbersTakeSevenBitsAByte) {
    Foreground foreground(8 * 300, 8);
    foreground.set_cell(150, 0, true);
    EXPECT_THAT(encode_foreground(foreground), ElementsAre(0x80 | (300 & 0x7F), 300 >> 7));
}

TEST(ForegroundOutline, ComesBackAsItWas) {
    std::mt19937 random(7);
    for (int i = 0; i < 200; ++i) {
        const Template print = random_template(random, 0);
        const auto back = decode_foreground(encode_foreground(print.foreground), print.width, print.height);
        ASSERT_TRUE(back);
        EXPECT_EQ(*back, print.foreground);
    }
}

TEST(ForegroundOutline, OnlyTheOneFormIsTaken) {
    for (const Bytes& bytes : {Bytes{}, Bytes{0}, Bytes{14}, Bytes{1, 6}, Bytes{0, 2}}) {
        const auto foreground = decode_foreground(bytes, 32, 16);  // 8 cells
        ASSERT_TRUE(foreground) << testing::PrintToString(bytes);
        EXPECT_EQ(encode_foreground(*foreground), bytes);
    }
    for (const Bytes& bytes :
         {Bytes{16}, Bytes{1}, Bytes{1, 7}, Bytes{0, 0}, Bytes{14, 2}, Bytes{0x80}, Bytes{0x82, 0}, Bytes{3, 0x80},
          Bytes{0x80, 0x80, 0x80, 0x80, 1}, Bytes{0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F}}) {
        EXPECT_FALSE(decode_foreground(bytes, 32, 16)) << testing::PrintToString(bytes);
    }
}

}  // namespace
}  // namespace dactyl
