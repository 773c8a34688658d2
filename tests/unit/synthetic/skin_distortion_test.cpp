#include "datasets/synthetic/skin_distortion.hpp"

#include <cmath>

namespace dactyl::synthetic {
namespace {

SkinDistortion strong() {
    SkinDistortion d;
    d.centre = {10, -5};
    d.slide = {25, -20};
    d.sine = 0.173648;
    d.cosine = 0.984808;
    return d;
}

TEST(SkinDistortion, NothingMovesWhereTheSkinSticks) {
    const Point p = strong().undo({20, 15});
    EXPECT_EQ(p, (Point{20, 15}));
}

TEST(SkinDistortion, FarOutsideTheSkinMovesWithTheFinger) {
    SkinDistortion d = strong();
    d.sine = 0;
    d.cosine = 1;
    const Point p = d.undo({300, 300});
    EXPECT_NEAR(p.x, 325, 1e-9);
    EXPECT_NEAR(p.y, 280, 1e-9);
}

TEST(SkinDistortion, ApplyInvertsUndo) {
    const SkinDistortion d = strong();
    for (int y = -180; y <= 180; y += 15) {
        for (int x = -150; x <= 150; x += 15) {
            const Point skin = d.undo({static_cast<double>(x), static_cast<double>(y)});
            const Point seen = d.apply(skin);
            EXPECT_NEAR(seen.x, x, 0.05);
            EXPECT_NEAR(seen.y, y, 0.05);
        }
    }
}

}  // namespace
}  // namespace dactyl::synthetic
