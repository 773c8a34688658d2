#include "engine/match/compare.hpp"

#include "engine/match/calibration.hpp"
#include "tests/unit/match/random_prints.hpp"

namespace dactyl {
namespace {

using namespace testing_prints;

double score(const Template& a, const Template& b, const MatchOptions& options = {}) {
    MatchScratch scratch;
    return compare(Probe(a, options), Reference(b, options), scratch, options).value();
}

TEST(Compare, MatesScoreHighAndStrangersLow) {
    for (std::uint32_t seed = 0; seed < 10; ++seed) {
        const auto print = random_print(seed);
        EXPECT_GT(score(print, moved(print, 5, 8, -6, 2)), 60) << seed;
        EXPECT_LT(score(print, random_print(seed + 100)), 30) << seed;
    }
}

TEST(Compare, AFingerTurnedByAnyAngleMatches) {
    const auto print = random_print(6);
    for (int degrees = 0; degrees < 360; degrees += 15)
        EXPECT_GT(score(print, moved(print, degrees, 0, 0, 1)), 60) << degrees;
}

TEST(Compare, PartOfAPrintMatches) {
    auto print = random_print(7);
    auto half = print;
    std::erase_if(half.minutiae, [](const Minutia& m) { return m.x < 256; });
    for (int row = 0; row < 64; ++row) {
        for (int column = 0; column < 32; ++column) half.foreground.set_cell(column, row, false);
    }
    EXPECT_GT(score(half, moved(print, 10, 3, 3, 1)), 40);
}

TEST(Compare, WorksWithoutForegroundAndQuality) {
    auto foreign = random_print(9);
    foreign.foreground = {};
    for (Minutia& minutia : foreign.minutiae) minutia.quality = 0;
    EXPECT_GT(score(foreign, moved(foreign, 30, 0, 0, 1)), 60);
    EXPECT_LT(score(foreign, random_print(10)), 30);
}

TEST(Compare, FewOrNoMinutiaeScoreNothing) {
    const auto print = random_print(1);
    EXPECT_EQ(score({}, print), 0);
    EXPECT_EQ(score(print, {}), 0);
    EXPECT_EQ(score({}, {}), 0);
    for (int n = 1; n < 5; ++n) EXPECT_LT(score(random_print(1, n), random_print(1, n)), 20) << n;
}

TEST(Compare, SurvivesHostileTemplates) {
    auto print = random_print(2);
    Template hostile = print;
    hostile.foreground = {};
    for (std::size_t i = 0; i < hostile.minutiae.size(); ++i) {
        Minutia& m = hostile.minutiae[i];
        m.quality = 255;
        if (i % 3 == 0) m.x = i % 2 != 0U ? 1e30F : std::nanf("");
        if (i % 3 == 1) m.y = -5;
        if (i % 3 == 2) m.x = m.y = 4095;
    }
    EXPECT_LT(score(hostile, print), 30);
    for (Minutia& m : hostile.minutiae) m = print.minutiae[0];
    EXPECT_LT(score(hostile, print), 40) << "one minutia many times";
    hostile.minutiae.assign(10000, print.minutiae[0]);
    EXPECT_LT(score(hostile, print), 40);
}

TEST(Compare, TheSameOnEveryLevelAndWithAUsedScratch) {
    MatchScratch used;
    for (std::uint32_t seed = 0; seed < 12; ++seed) {
        const auto a = random_print(seed, 30 + static_cast<int>(seed) * 2);
        const auto b = seed % 2 != 0U ? random_print(seed + 60) : moved(a, seed * 29.0, 4, 5, 5);
        for (const double gate : {0.0, MatchOptions{}.gate}) {
            MatchOptions options;
            options.gate = gate;
            std::vector<double> scores;
            for (const std::string& level : simd_levels()) {
                const ForcedLevel forced(level);
                const Probe probe(a);
                const Reference reference(b);
                MatchScratch fresh;
                scores.push_back(explain(probe, reference, fresh, options).similarity);
                scores.push_back(explain(probe, reference, used, options).similarity);
            }
            for (const double value : scores) ASSERT_EQ(value, scores.front()) << seed;
        }
    }
}

TEST(Explain, TellsHowTheScoreCameAbout) {
    const auto print = random_print(12);
    const auto turned = moved(print, 25, 10, 20, 1);
    const Probe probe(print);
    const Reference reference(turned);
    MatchScratch scratch;
    const Explanation explanation = explain(probe, reference, scratch);
    EXPECT_EQ(explanation.score, compare(probe, reference, scratch));
    EXPECT_EQ(explanation.score, calibrated(explanation.similarity));
    EXPECT_FALSE(explanation.gated);
    ASSERT_GT(explanation.pairs.size(), 40U);
    const RigidTransform& t = explanation.alignment;
    for (const MinutiaPair& pair : explanation.pairs) {
        EXPECT_EQ(pair.probe, pair.reference) << "moved() keeps the order";
        const Minutia& p = print.minutiae[pair.probe];
        const Minutia& r = turned.minutiae[pair.reference];
        EXPECT_NEAR(t.cosine * r.x - t.sine * r.y + t.dx, p.x, 4);
        EXPECT_NEAR(t.sine * r.x + t.cosine * r.y + t.dy, p.y, 4);
    }
}

TEST(Compare, GateEndsComparisonsOfStrangersEarly) {
    MatchScratch scratch;
    const Comparison gated = compare_gated(Probe(random_print(1)), Reference(random_print(2)), scratch);
    EXPECT_TRUE(gated.gated);
    EXPECT_LT(gated.score.value(), 10);
    MatchOptions open;
    open.gate = 0;
    open.rough_gate = 0;
    EXPECT_FALSE(compare_gated(Probe(random_print(1)), Reference(random_print(2)), scratch, open).gated);
}

TEST(Calibration, NeverFallsAndStartsAtZero) {
    EXPECT_EQ(calibrated(0).value(), 0);
    EXPECT_EQ(calibrated(-1).value(), 0);
    double last = 0;
    for (double s = 0; s < 3; s += 0.0005) {
        EXPECT_GE(calibrated(s).value(), last);
        last = calibrated(s).value();
    }
    EXPECT_GT(last, 60);
    EXPECT_EQ(calibrated(1e300), calibrated(1e3)) << "there is a highest score";
}

TEST(MatchOptions, AreChecked) {
    EXPECT_TRUE(MatchOptions{}.check());
    for (const MatchOptions& wrong : {MatchOptions{7, 0.02}, MatchOptions{65, 0.02}, MatchOptions{60, -0.1},
                                      MatchOptions{60, 1.1}, MatchOptions{60, std::nan("")}}) {
        const auto checked = wrong.check();
        ASSERT_FALSE(checked);
        EXPECT_EQ(checked.error().code, ErrorCode::kInvalidArgument);
    }
}

TEST(Prepared, ReferenceStaysSmall) { EXPECT_LE(Reference(random_print(1, 60)).memory_bytes(), 2700U); }

}  // namespace
}  // namespace dactyl
