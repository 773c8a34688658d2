#include "engine/match/reach.hpp"

#include "engine/match/prepare.hpp"
#include "tests/unit/match/random_prints.hpp"

namespace dactyl {
namespace {

using namespace testing_prints;

TEST(SquaredReaches, GrowWithTheDistanceUpToTheLookupsReach) {
    const PreparedPrint print = prepare_print(random_print(3), 60);
    const Eigen::Vector2f centre(print.px(0), print.py(0));
    LaneArray<float> reach;
    squared_reaches(print, centre, {12, 0.1F}, reach);
    EXPECT_EQ(reach[0], 144);
    for (int i = 1; i < print.count; ++i) {
        const float away = (Eigen::Vector2f(print.px(i), print.py(i)) - centre).norm();
        const float expected = std::min(25.0F, 12 + 0.1F * away);
        EXPECT_NEAR(reach[static_cast<std::size_t>(i)], expected * expected, 1e-2);
    }
}

TEST(SquaredReaches, EveryLevelEqualsThePlainForm) {
    for (std::uint32_t seed = 0; seed < 8; ++seed) {
        const PreparedPrint print = prepare_print(random_print(seed, 10 + 6 * static_cast<int>(seed)), 60);
        const auto reaches = [&] {
            LaneArray<float> out;
            squared_reaches(print, {100.3F + static_cast<float>(seed), 77.7F}, {10, 0.02F}, out);
            return out;
        };
        LaneArray<float> plain;
        {
            const ForcedLevel scalar("scalar");
            plain = reaches();
        }
        for (const std::string& level : simd_levels()) {
            const ForcedLevel forced(level);
            ASSERT_EQ(reaches(), plain) << level;
        }
    }
}

}  // namespace
}  // namespace dactyl
