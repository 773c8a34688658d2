#include "bench/accuracy/baseline.hpp"

#include <gtest/gtest.h>

#include "bench/accuracy/report_files.hpp"

namespace dactyl {
namespace {

/// A run of `fingers` fingers with two impressions each; the genuine pairs of the first `bad` fingers fail.
EvaluationReport run(const std::string& name, std::uint32_t fingers, std::uint32_t bad, std::uint64_t seed = 5) {
    SetReport report;
    report.set.name = name;
    std::vector<FingerScore> by_finger;
    for (std::uint32_t i = 0; i < 2 * fingers; ++i) {
        report.prints.emplace_back().finger = i / 2;
        report.set.prints.push_back({"", std::to_string(i), std::to_string(i / 2), ""});
    }
    for (std::uint32_t a = 0; a < 2 * fingers; ++a) {
        for (std::uint32_t b = a + 1; b < 2 * fingers; ++b) {
            const bool genuine = a / 2 == b / 2;
            const double score = genuine && a / 2 >= bad ? 50 : 0.25 * ((a + b) % 7);
            report.scores.push_back({{a, b, genuine}, score});
            by_finger.push_back({score, a / 2, b / 2});
        }
    }
    const ErrorCurve curve = report.curve();
    report.genuine = curve.genuine();
    report.impostors = curve.impostors();
    report.figures = figures_of(curve);
    report.replicates = bootstrap(by_finger, {400, seed});
    report.bootstrap_seed = seed;
    return summarise({report});
}

const Difference& fmr1000(const BaselineReport& report) {
    return *std::find_if(report.differences.begin(), report.differences.end(),
                         [](const Difference& difference) { return difference.figure == "FMR1000"; });
}

TEST(Baseline, TheSameRunHasNotChanged) {
    const auto report = run("s", 20, 2);
    const auto compared = compare_with_baseline(report, report_json(report));
    ASSERT_TRUE(compared);
    EXPECT_FALSE(compared->regressed());
    EXPECT_NEAR(fmr1000(*compared).change->high, 0, 1e-5);
}

TEST(Baseline, AWorseRunIsARegressionAndABetterOneIsNot) {
    const auto good = run("s", 20, 1);
    const auto bad = run("s", 20, 9);
    const auto worse = compare_with_baseline(bad, report_json(good));
    ASSERT_TRUE(worse);
    EXPECT_TRUE(worse->regressed());
    EXPECT_LT(*fmr1000(*worse).p_value, 0.05);
    EXPECT_NE(baseline_table(*worse).find("REGRESSION"), std::string::npos);
    const auto better = compare_with_baseline(good, report_json(bad));
    ASSERT_TRUE(better);
    EXPECT_FALSE(better->regressed());
    EXPECT_LT(fmr1000(*better).change->high, 0);
}

TEST(Baseline, OnePairMoreIsNoRegression) {
    const auto compared = compare_with_baseline(run("s", 20, 3), report_json(run("s", 20, 2)));
    ASSERT_TRUE(compared);
    EXPECT_GT(fmr1000(*compared).now, fmr1000(*compared).before);
    EXPECT_FALSE(compared->regressed());
}

TEST(Baseline, OtherSeedsAreNotPaired) {
    const auto compared = compare_with_baseline(run("s", 20, 2, 5), report_json(run("s", 20, 2, 6)));
    ASSERT_TRUE(compared);
    EXPECT_FALSE(fmr1000(*compared).change);
}

TEST(Baseline, NamesWhatIsNotThere) {
    const auto other = compare_with_baseline(run("t", 5, 0), report_json(run("s", 5, 0)));
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, ErrorCode::kNotFound);
    for (const char* text : {"", "[]", "{}", "{\"sets\": 3}", "{\"set\": \"s\"}", "{\"set\": \"s\", \"eer\": \"x\"}"}) {
        const auto broken = compare_with_baseline(run("s", 5, 0), text);
        ASSERT_FALSE(broken) << text;
        EXPECT_EQ(broken.error().code, ErrorCode::kCorrupt) << text;
    }
}

}  // namespace
}  // namespace dactyl
