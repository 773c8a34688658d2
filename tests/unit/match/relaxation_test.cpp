#include "engine/match/relaxation.hpp"

#include "engine/match/prepare.hpp"
#include "tests/unit/match/random_prints.hpp"

namespace dactyl {
namespace {

using namespace testing_prints;

struct Pair {
    PreparedPrint probe;
    PreparedPrint reference;
    Candidates candidates;
};

Pair pair_of(const Template& probe, const Template& reference) {
    Pair pair{prepare_print(probe, 60), prepare_print(reference, 60), {}};
    SimilarityMatrix matrix;
    similarity_matrix(pair.probe, pair.reference, matrix);
    pair_greedily(matrix, pair.candidates);
    return pair;
}

double lssr_of(const Pair& pair) {
    RelaxationScratch scratch;
    Relaxed relaxed;
    relax(pair.probe, pair.reference, pair.candidates, scratch, relaxed);
    return relaxed.lssr;
}

TEST(NearCandidates, EveryLevelEqualsThePlainForm) {
    for (std::uint32_t seed = 0; seed < 20; ++seed) {
        const auto print = random_print(seed, 20 + static_cast<int>(seed) * 2);
        const Pair pair = pair_of(print, seed % 2 != 0U ? random_print(seed + 50) : moved(print, seed * 17.0, 0, 0, 4));
        const auto listed = [&] {
            std::vector<std::uint16_t> out(kLanes * kLanes / 2);
            out.resize(near_candidates(pair.probe, pair.reference, pair.candidates, out.data()));
            return out;
        };
        std::vector<std::uint16_t> plain;
        {
            const ForcedLevel scalar("scalar");
            plain = listed();
        }
        for (const std::string& level : simd_levels()) {
            const ForcedLevel forced(level);
            ASSERT_EQ(listed(), plain) << level;
        }
    }
}

TEST(Relaxation, KeepsWhatIsConsistentAndDropsTheRest) {
    const auto print = random_print(1);
    const double same = lssr_of(pair_of(print, moved(print, 20, 10, -5, 1)));
    const double stranger = lssr_of(pair_of(print, random_print(2)));
    EXPECT_GT(same, 0.2);
    EXPECT_LT(stranger, 0.05);
}

TEST(Relaxation, IsBlindToRotationAndShift) {
    const auto print = random_print(4);
    const double upright = lssr_of(pair_of(print, print));
    for (const double degrees : {30.0, 90.0, 135.0, 180.0}) {
        EXPECT_NEAR(lssr_of(pair_of(print, moved(print, degrees))), upright, 0.15 * upright) << degrees;
    }
}

TEST(Relaxation, OfNothingIsZero) {
    EXPECT_EQ(lssr_of(pair_of({}, random_print(1))), 0);
    EXPECT_EQ(lssr_of(pair_of({}, {})), 0);
}

}  // namespace
}  // namespace dactyl
