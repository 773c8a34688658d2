#include "engine/match/region.hpp"

namespace dactyl {
namespace {

TEST(Region, KeepsTheForeground) {
    Template print;
    print.foreground = Foreground(80, 40);
    print.foreground.set_cell(3, 2, true);
    print.foreground.set_cell(9, 4, true);
    const Region region = validity_region(print, {}, 40);
    for (float y = -4; y < 50; y += 4) {
        for (float x = -4; x < 90; x += 4)
            EXPECT_EQ(region.contains(x, y), print.foreground.contains(x, y)) << x << ' ' << y;
    }
}

TEST(Region, WithoutForegroundLiesAroundTheHull) {
    const std::vector<Point> hull{{100, 100}, {200, 100}, {200, 200}, {100, 200}};
    const Region region = validity_region({}, hull, 40);
    EXPECT_TRUE(region.contains(150, 150));
    EXPECT_TRUE(region.contains(70, 150));
    EXPECT_TRUE(region.contains(230, 150));
    EXPECT_FALSE(region.contains(50, 150));
    EXPECT_FALSE(region.contains(250, 150));
    EXPECT_FALSE(region.contains(65, 65)) << "beyond the rounded corner";
}

TEST(Region, NeverHoldsWhatIsNoPlace) {
    const std::vector<Point> hull{{0, 0}, {100, 0}, {0, 100}};
    const Region region = validity_region({}, hull, 40);
    EXPECT_FALSE(region.contains(std::nanf(""), 10));
    EXPECT_FALSE(region.contains(10, -1));
    EXPECT_FALSE(region.contains(1e30F, 10));
}

TEST(Region, OverlapIsHullAndForeground) {
    Template print;
    print.foreground = Foreground(400, 400);
    for (int row = 0; row < 50; ++row) {
        for (int column = 0; column < 25; ++column) print.foreground.set_cell(column, row, true);
    }
    const std::vector<Point> hull{{100, 100}, {300, 100}, {300, 300}, {100, 300}};
    const Region overlap = overlap_region(validity_region(print, hull, 40), hull, 8);
    EXPECT_TRUE(overlap.contains(150, 150));
    EXPECT_FALSE(overlap.contains(250, 150)) << "outside the foreground";
    EXPECT_FALSE(overlap.contains(50, 150)) << "outside the hull";
}

}  // namespace
}  // namespace dactyl
