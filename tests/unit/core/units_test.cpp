#include "engine/core/units.hpp"

namespace dactyl {
namespace {

TEST(Direction, WrapsByConstruction) {
    EXPECT_EQ(Direction::from_degrees(370), Direction::from_degrees(10));
    EXPECT_EQ(Direction::from_degrees(-90), Direction::from_degrees(270));
    EXPECT_EQ(Direction::from_degrees(360).steps(), 0);
    EXPECT_EQ(Direction::from_steps(65000) + Direction::from_steps(1000), Direction::from_steps(464));
}

TEST(Direction, TurnTakesTheShorterWay) {
    EXPECT_EQ(turn(Direction::from_steps(65000), Direction::from_steps(100)), 636);
    EXPECT_EQ(turn(Direction::from_steps(100), Direction::from_steps(65000)), -636);
}

TEST(Direction, OfVectorAgreesWithAtan2WithinOneStep) {
    for (int i = 0; i < 3600; ++i) {
        const double angle = i * std::numbers::pi / 1800;
        const Direction d = Direction::of_vector(std::cos(angle) * 3, -std::sin(angle) * 3);
        EXPECT_LE(std::abs(turn(Direction::from_radians(angle), d)), 1) << i;
    }
    EXPECT_EQ(Direction::of_vector(0, 0).steps(), 0);
}

TEST(Direction, CosineAndSineAreThoseOfTheAngle) {
    for (int steps = 0; steps < 65536; steps += 7) {
        const Direction d = Direction::from_steps(static_cast<std::uint16_t>(steps));
        EXPECT_NEAR(d.cosine(), std::cos(d.radians()), 1e-6);
        EXPECT_NEAR(d.sine(), std::sin(d.radians()), 1e-6);
    }
}

TEST(Dpi, ConvertsFromDotsPerCentimetre) {
    EXPECT_NEAR(Dpi::from_dots_per_centimetre(197).value(), 500.38, 0.01);
}

TEST(Score, IsNeverNegative) { EXPECT_EQ(Score(-3).value(), 0); }

}  // namespace
}  // namespace dactyl
