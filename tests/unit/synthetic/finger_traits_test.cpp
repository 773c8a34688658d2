#include "datasets/synthetic/finger_traits.hpp"

#include <array>

namespace dactyl::synthetic {
namespace {

TEST(FingerTraits, PatternsComeInNaturalFrequency) {
    constexpr int kFingers = 20'000;
    std::array<int, kPatternClasses> counts{};
    for (std::uint32_t finger = 0; finger < kFingers; ++finger)
        ++counts[static_cast<int>(draw_traits(11, finger).pattern)];
    const auto share = [&](PatternClass pattern) {
        return static_cast<double>(counts[static_cast<int>(pattern)]) / kFingers;
    };
    EXPECT_NEAR(share(PatternClass::kArch), 0.037, 0.006);
    EXPECT_NEAR(share(PatternClass::kTentedArch), 0.029, 0.006);
    EXPECT_NEAR(share(PatternClass::kLeftLoop), 0.338, 0.014);
    EXPECT_NEAR(share(PatternClass::kRightLoop), 0.317, 0.014);
    EXPECT_NEAR(share(PatternClass::kWhorl) + share(PatternClass::kDoubleLoop), 0.279, 0.014);
    EXPECT_GT(share(PatternClass::kDoubleLoop), 0.05);
}

TEST(FingerTraits, SingularPointsFitThePattern) {
    for (std::uint32_t finger = 0; finger < 500; ++finger) {
        const FingerTraits traits = draw_traits(12, finger);
        ASSERT_EQ(traits.loops.size(), traits.deltas.size());
        switch (traits.pattern) {
            case PatternClass::kArch:
                EXPECT_TRUE(traits.loops.empty());
                break;
            case PatternClass::kLeftLoop:
                ASSERT_EQ(traits.loops.size(), 1U);
                EXPECT_GT(traits.deltas[0].x, traits.loops[0].x);
                break;
            case PatternClass::kRightLoop:
                ASSERT_EQ(traits.loops.size(), 1U);
                EXPECT_LT(traits.deltas[0].x, traits.loops[0].x);
                break;
            case PatternClass::kTentedArch:
                ASSERT_EQ(traits.loops.size(), 1U);
                EXPECT_GT(traits.deltas[0].y, traits.loops[0].y);
                break;
            case PatternClass::kWhorl:
            case PatternClass::kDoubleLoop:
                EXPECT_EQ(traits.loops.size(), 2U);
                break;
        }
    }
}

TEST(FingerTraits, PositionGoesRoundAndSetsTheSize) {
    double thumbs = 0;
    double little = 0;
    for (std::uint32_t hand = 0; hand < 100; ++hand) {
        EXPECT_EQ(draw_traits(13, hand * 5).position,
                  hand % 2 == 0 ? FingerPosition::kRightThumb : FingerPosition::kLeftThumb);
        thumbs += draw_traits(13, hand * 5).size;
        little += draw_traits(13, hand * 5 + 4).size;
    }
    EXPECT_GT(thumbs, little * 1.2);
}

}  // namespace
}  // namespace dactyl::synthetic
