#include "engine/core/image.hpp"

namespace dactyl {
namespace {

TEST(GrayImage, MovingLeavesAnEmptyImage) {
    GrayImage a(4, 3, Dpi(500), 7);
    GrayImage b = std::move(a);
    EXPECT_TRUE(a.empty());  // NOLINT: the moved-from state is what is tested
    EXPECT_EQ(b.width(), 4);
    EXPECT_EQ(b.row(2)[3], 7);
}

TEST(GrayImage, WipeZeroesEveryPixel) {
    GrayImage a(5, 5, Dpi(500), 200);
    a.wipe();
    for (int y = 0; y < 5; ++y) {
        for (int x = 0; x < 5; ++x) EXPECT_EQ(a.view().at(x, y), 0);
    }
}

TEST(GrayImage, CloneIsIndependent) {
    GrayImage a(2, 2, Dpi(569), 1);
    GrayImage b = a.clone();
    b.row(0)[0] = 9;
    EXPECT_EQ(a.row(0)[0], 1);
    EXPECT_EQ(b.dpi(), Dpi(569));
}

}  // namespace
}  // namespace dactyl
