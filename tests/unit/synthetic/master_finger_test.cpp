#include "datasets/synthetic/master_finger.hpp"

#include <cstdlib>

#include "datasets/synthetic/ridge_growth.hpp"
#include "datasets/synthetic/ridge_maps.hpp"

namespace dactyl::synthetic {
namespace {

TEST(RidgeMaps, PeriodLadderIsItsOwnInverse) {
    for (int rung = 0; rung < kPeriodRungs; ++rung) EXPECT_EQ(rung_of_period(period_of_rung(rung)), rung);
    EXPECT_NEAR(period_of_rung(0), 6, 1e-9);
    EXPECT_NEAR(period_of_rung(kPeriodRungs - 1), 14, 1e-9);
}

// Poincare index of the doubled orientation along a square about a point, in full turns.
int turns_about(const RidgeMaps& maps, Point p, int reach) {
    const int cx = static_cast<int>((p.x + maps.origin.x) / kMapStep);
    const int cy = static_cast<int>((p.y + maps.origin.y) / kMapStep);
    int sum = 0;
    Direction last = maps.doubled.at(cx - reach, cy - reach);
    const auto visit = [&](int x, int y) {
        const Direction here = maps.doubled.at(x, y);
        sum += turn(last, here);
        last = here;
    };
    for (int i = -reach; i < reach; ++i)
        visit(cx - reach, cy + i + 1);  // down the left side: counter-clockwise as seen
    for (int i = -reach; i < reach; ++i) visit(cx + i + 1, cy + reach);
    for (int i = -reach; i < reach; ++i) visit(cx + reach, cy - i - 1);
    for (int i = -reach; i < reach; ++i) visit(cx - i - 1, cy - reach);
    return sum / 65536;
}

TEST(RidgeMaps, OrientationTurnsAboutSingularPoints) {
    for (std::uint32_t finger = 0; finger < 20; ++finger) {
        const FingerTraits traits = draw_traits(21, finger);
        const RidgeMaps maps = draw_ridge_maps(traits, 21, finger);
        for (const Point& loop : traits.loops) EXPECT_EQ(turns_about(maps, loop, 3), 1) << finger;
        for (const Point& delta : traits.deltas) EXPECT_EQ(turns_about(maps, delta, 3), -1) << finger;
    }
}

TEST(MasterFinger, RidgesFillTheFingerWithThePeriodAskedFor) {
    for (std::uint32_t finger = 0; finger < 3; ++finger) {
        const MasterFinger master = grow_master(31, finger);
        int dark = 0;
        int crossings = 0;
        const int width = master.height.width();
        const int height = master.height.height();
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                if (master.height.at(x, y) > 0) ++dark;
                if (x > 0 && (master.height.at(x, y) > 0) != (master.height.at(x - 1, y) > 0)) ++crossings;
                if (y > 0 && (master.height.at(x, y) > 0) != (master.height.at(x, y - 1) > 0)) ++crossings;
            }
        }
        const double pixels = static_cast<double>(width) * height;
        EXPECT_NEAR(dark / pixels, 0.5, 0.03);
        // A wave of period T at angle a is crossed (|sin a| + |cos a|) 2 / T times a pixel on both axes together: the
        // mean of the factor over all angles is 4 / pi, between 1 and sqrt 2.
        const double period = 2 * 1.2 * pixels / crossings;
        EXPECT_NEAR(period, master.traits.period, 0.25 * master.traits.period);
    }
}

TEST(MasterFinger, IsPure) {
    const MasterFinger a = grow_master(31, 4);
    const MasterFinger b = grow_master(31, 4);
    EXPECT_EQ(a.height, b.height);
    EXPECT_NE(a.height, grow_master(32, 4).height);
}

}  // namespace
}  // namespace dactyl::synthetic
