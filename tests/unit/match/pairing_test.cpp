#include "engine/match/pairing.hpp"

#include <set>

#include "engine/match/prepare.hpp"
#include "engine/match/warp.hpp"
#include "tests/unit/match/random_prints.hpp"

namespace dactyl {
namespace {

using namespace testing_prints;

TEST(MinutiaLookup, FindsAllThatIsNear) {
    const auto print = prepare_print(random_print(8, 60), 60);
    const MinutiaLookup lookup(print);
    Numbers numbers(1);
    std::size_t found = 0;
    for (int trial = 0; trial < 3000; ++trial) {
        const auto x = static_cast<float>(numbers.between(-40, 550));
        const auto y = static_cast<float>(numbers.between(-40, 550));
        const auto direction = Direction::from_radians(numbers.between(0, 6.28));
        const std::uint64_t near = lookup.near(x, y, direction);
        for (int i = 0; i < print.count; ++i) {
            const bool is_near = std::hypot(print.px(i) - x, print.py(i) - y) <= MinutiaLookup::kReach &&
                                 std::abs(turn(direction, print.dir(i))) <= direction_steps(PairingOptions::kTurn);
            if (!is_near) continue;
            ++found;
            EXPECT_TRUE((near >> i & 1U) != 0) << i;
        }
    }
    EXPECT_GT(found, 100U);
    EXPECT_EQ(lookup.near(std::nanf(""), 5, {}), 0U);
    EXPECT_EQ(MinutiaLookup(PreparedPrint{}).near(5, 5, {}), 0U);
}

class PairMinutiae : public testing::Test {
  protected:
    std::vector<Pairing> pair(const Template& probe_print, const Template& reference_print, Tolerance tolerance) {
        probe_ = prepare_print(probe_print, 60);
        reference_ = prepare_print(reference_print, 60);
        SimilarityMatrix matrix;
        similarity_matrix(probe_, reference_, matrix);
        Overlay overlay;
        lay_over(reference_, Rigid{}, overlay);
        PairingScratch scratch;
        std::vector<Pairing> out;
        pair_minutiae(probe_, MinutiaLookup(probe_), overlay, reference_.count, matrix, {256, 256}, tolerance, scratch,
                      out);
        return out;
    }
    PreparedPrint probe_;
    PreparedPrint reference_;
};

TEST_F(PairMinutiae, MatesArePairedOneToOne) {
    const auto print = random_print(11);
    const auto pairings = pair(print, moved(print, 1, 1, 1, 2), {12, 0});
    std::set<int> probes;
    std::set<int> references;
    std::size_t mates = 0;
    for (const Pairing& pairing : pairings) {
        EXPECT_TRUE(probes.insert(pairing.probe).second);
        EXPECT_TRUE(references.insert(pairing.reference).second);
        EXPECT_LE(pairing.distance, 12);
        EXPECT_GE(pairing.cost, 0);
        EXPECT_LE(pairing.cost, 2);
        mates += probe_.source[pairing.probe] == reference_.source[pairing.reference] ? 1 : 0;
    }
    EXPECT_GE(mates, 43U);
}

TEST_F(PairMinutiae, NothingBeyondTheTolerance) {
    const auto print = random_print(11);
    EXPECT_TRUE(pair(print, moved(print, 0, 5, 0), {4, 0}).empty());
    EXPECT_EQ(pair(print, moved(print, 0, 5, 0), {6, 0}).size(), 45U);
    EXPECT_TRUE(pair(print, moved(print, 180), {4, 0}).size() < 6) << "directions must agree as well";
}

TEST(Warp, EveryLevelEqualsThePlainForm) {
    for (std::uint32_t seed = 0; seed < 12; ++seed) {
        const auto print = random_print(seed, 10 + 4 * static_cast<int>(seed));
        const auto probe = prepare_print(moved(print, seed * 5.0, 3, 2, 5), 60);
        const auto reference = prepare_print(print, 60);
        std::vector<Pairing> pairings;
        for (int i = 0; i < std::min(probe.count, reference.count); i += 1 + static_cast<int>(seed % 3)) {
            pairings.push_back(
                {static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i), 0.01F * static_cast<float>(i), 0, 0});
        }
        Overlay rigid;
        lay_over(reference, rigid_of_pair(probe, 0, reference, 0), rigid);
        const auto warped = [&] {
            Overlay out;
            warp(probe, reference, pairings, rigid, out);
            const auto count = static_cast<std::size_t>(reference.count);
            std::vector<float> places(out.x.begin(), out.x.begin() + static_cast<std::ptrdiff_t>(count));
            places.insert(places.end(), out.y.begin(), out.y.begin() + static_cast<std::ptrdiff_t>(count));
            return places;
        };
        std::vector<float> plain;
        {
            const ForcedLevel scalar("scalar");
            plain = warped();
        }
        for (const std::string& level : simd_levels()) {
            const ForcedLevel forced(level);
            ASSERT_EQ(warped(), plain) << level;
        }
    }
}

TEST(Warp, FollowsSmoothDistortionButNotItself) {
    const auto print = random_print(21);
    Template bent = print;
    for (Minutia& minutia : bent.minutiae) minutia.x = to_minutia_grid(minutia.x + 8 * std::sin(minutia.y / 150));
    const auto probe = prepare_print(bent, 60);
    const auto reference = prepare_print(print, 60);
    std::vector<Pairing> pairings;
    std::array<std::size_t, 60> mate{};
    for (std::size_t i = 0; i < static_cast<std::size_t>(probe.count); ++i) {
        for (std::size_t j = 0; j < static_cast<std::size_t>(reference.count); ++j) {
            if (probe.source[i] != reference.source[j]) continue;
            mate[j] = i;
            pairings.push_back({static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(j), 0.8F, 0, 0});
        }
    }
    Overlay rigid;
    Overlay warped;
    lay_over(reference, Rigid{}, rigid);
    warp(probe, reference, pairings, rigid, warped);
    double before = 0;
    double after = 0;
    for (std::size_t j = 0; j < static_cast<std::size_t>(reference.count); ++j) {
        before += std::fabs(rigid.x[j] - probe.px(static_cast<int>(mate[j])));
        after += std::fabs(warped.x[j] - probe.px(static_cast<int>(mate[j])));
        EXPECT_NEAR(warped.y[j], rigid.y[j], 0.01);
    }
    EXPECT_LT(after, before / 3);

    const std::vector<Pairing> one{pairings.front()};
    warp(probe, reference, one, rigid, warped);
    EXPECT_NEAR(warped.x[one[0].reference], rigid.x[one[0].reference], 1e-3) << "its own residual does not move it";
}

}  // namespace
}  // namespace dactyl
