#include "engine/extract/confidence.hpp"
#include "engine/extract/dipoles.hpp"
#include "engine/extract/extract.hpp"
#include "tests/unit/extract/wave.hpp"

namespace dactyl {
namespace {

// A minutia put into a wave is found where it was put, to an eighth of the period, and points to the side with one
// ridge more. (The filters expect parallel ridges, which a minutia's are not: that moves it along them.)
TEST(Minutiae, AreFoundWhereTheyWerePut) {
    for (const double degrees : {0.0, 30.0, 90.0, 150.0}) {
        for (const int charge : {1, -1}) {
            Wave wave;
            wave.angle = degrees * std::numbers::pi / 180;
            wave.spirals = {{121.3, 98.6, charge}};
            const auto found = extract(print_of(wave, 240, 200));
            ASSERT_TRUE(found);
            ASSERT_FALSE(found->minutiae.empty());
            const Minutia& m = found->minutiae.front();
            EXPECT_NEAR(m.x, 121.3, 1.15) << degrees;
            EXPECT_NEAR(m.y, 98.6, 1.15) << degrees;
            // The phase grows along the normal and by the winding: the lines are closer together, one is more, where
            // both grow.
            const Direction expected =
                Direction::of_vector(charge * std::sin(wave.angle), -charge * std::cos(wave.angle));
            EXPECT_LT(std::abs(turn(expected, m.direction)), direction_steps(0.25)) << degrees << ' ' << charge;
        }
    }
}

TEST(Minutiae, KindTellsWhetherARidgeOrAValleyBegins) {
    for (const int charge : {1, -1}) {
        int endings = 0;
        for (const double shift : {0.0, 4.5}) {  // half a period: what was a ridge becomes a valley
            Wave wave;
            wave.spirals = {{120 + shift, 100, charge}};
            const auto found = extract(print_of(wave, 240, 200));
            ASSERT_TRUE(found);
            endings += found->minutiae.front().kind == MinutiaKind::kEnding ? 1 : 0;
        }
        EXPECT_EQ(endings, 1);
    }
}

stages::Vortex vortex(float x, float y, int charge) {
    stages::Vortex v;
    v.x = x;
    v.y = y;
    v.charge = charge;
    v.direction = Direction::from_degrees(90);  // ridges run upwards
    v.period = 10;
    return v;
}

TEST(Dipoles, OppositePairsAnnihilateNearestFirst) {
    const Samples<stages::Vortex> in{vortex(50, 50, 1), vortex(50, 55, -1), vortex(50, 64, 1), vortex(90, 90, 1)};
    const auto out = remove_dipoles(in, {});
    ASSERT_EQ(out.size(), 2U);
    EXPECT_EQ(out[0].y, 64);
    EXPECT_EQ(out[1].y, 90);
}

TEST(Dipoles, EllipseIsLongerAlongTheRidges) {
    EXPECT_EQ(stages::remove_dipoles({vortex(50, 50, 1), vortex(50, 61, -1)}, {}).size(), 0U);
    EXPECT_EQ(stages::remove_dipoles({vortex(50, 50, 1), vortex(61, 50, -1)}, {}).size(), 2U);
    EXPECT_EQ(stages::remove_dipoles({vortex(50, 50, 1), vortex(50, 52, 1)}, {}).size(), 2U);
    MinutiaOptions off;
    off.dipole_across = 0;
    EXPECT_EQ(stages::remove_dipoles({vortex(50, 50, 1), vortex(50, 51, -1)}, off).size(), 2U);
}

TEST(Confidence, DistanceToTheEdgeOfTheMask) {
    stages::Mask mask(20, 20, 1);
    EXPECT_FLOAT_EQ(stages::distance_to_edge(mask, 40, 10, 30), 11);  // row -1 is outside
    EXPECT_FLOAT_EQ(stages::distance_to_edge(mask, 40, 40, 30), 30);
    mask.at(5, 5) = 0;  // pixels 20 to 23
    EXPECT_FLOAT_EQ(stages::distance_to_edge(mask, 26, 27, 30), 5);
    EXPECT_FLOAT_EQ(stages::distance_to_edge(mask, 21, 22, 30), 0);
}

TEST(Confidence, FallsWhereAMinutiaIsDoubtful) {
    const stages::Mask mask(20, 20, 1);
    const stages::Map<float> strong(20, 20, 0.8F);
    const stages::Map<float> weak(20, 20, 0.1F);
    const stages::Vortex good = vortex(40, 40, 1);
    const float best = confidence_of(good, strong, mask, {});
    EXPECT_GT(best, 0.9);
    EXPECT_LT(best, 1);
    EXPECT_LT(confidence_of(good, weak, mask, {}), best);
    EXPECT_LT(confidence_of(vortex(40, 1, 1), strong, mask, {}), best);
    stages::Vortex crowded = good;
    crowded.isolation = 0.5;
    EXPECT_LT(confidence_of(crowded, strong, mask, {}), best);
    stages::Vortex paired = good;
    paired.opposite = 1.3F;
    EXPECT_LT(confidence_of(paired, strong, mask, {}), best);
}

TEST(Dipoles, MeasureDistancesToNeighbours) {
    // The second and third annihilate; the first still knows how near they were, the last is the first's opposite.
    const auto out =
        stages::remove_dipoles({vortex(50, 50, 1), vortex(50, 65, 1), vortex(50, 67, -1), vortex(75, 68, -1)}, {});
    ASSERT_EQ(out.size(), 2U);
    EXPECT_FLOAT_EQ(out[0].isolation, 1.5);
    EXPECT_FLOAT_EQ(out[0].opposite, 3);
    EXPECT_FLOAT_EQ(out[1].isolation, std::hypot(25.0F, 1.0F) / 10);
}

}  // namespace
}  // namespace dactyl
