#include "bench/accuracy/bootstrap.hpp"

#include <gtest/gtest.h>

#include <tbb/task_arena.h>

namespace dactyl {
namespace {

/// `fingers` fingers with three genuine scores each; `bad` of them never match.
std::vector<FingerScore> population(std::uint32_t fingers, std::uint32_t bad) {
    std::vector<FingerScore> scores;
    for (std::uint32_t a = 0; a < fingers; ++a) {
        for (int i = 0; i < 3; ++i) {
            scores.push_back({a < bad ? 0.0 : 50.0, a, a});
        }
        for (std::uint32_t b = a + 1; b < fingers; ++b) {
            scores.push_back({static_cast<double>((a + b) % 10), a, b});
        }
    }
    return scores;
}

TEST(Bootstrap, IntervalHoldsTheTruthAndIsAsWideAsTheFingersVary) {
    const auto intervals = intervals_of(bootstrap(population(40, 8), {}));
    ASSERT_TRUE(intervals);
    // The share of bad fingers is binomial: 8 of 40, standard deviation 6.3 %.
    EXPECT_NEAR(intervals->zero_fmr.low, 0.2 - 1.96 * 0.063, 0.03);
    EXPECT_NEAR(intervals->zero_fmr.high, 0.2 + 1.96 * 0.063, 0.03);
    EXPECT_FALSE(intervals->fmr10000);
}

TEST(Bootstrap, PerfectScoresLeaveNothingOpen) {
    const auto intervals = intervals_of(bootstrap(population(5, 0), {}));
    ASSERT_TRUE(intervals);
    EXPECT_EQ(intervals->eer.high, 0);
}

TEST(Bootstrap, IsTheSameForAnyNumberOfThreads) {
    const auto scores = population(12, 3);
    std::vector<std::vector<ErrorFigures>> runs;
    for (const int threads : {1, 2, tbb::info::default_concurrency()}) {
        tbb::task_arena arena(threads);
        runs.push_back(arena.execute([&] { return bootstrap(scores, {50, 7}); }));
    }
    for (std::size_t i = 0; i < 50; ++i) {
        EXPECT_EQ(runs[0][i].eer, runs[1][i].eer);
        EXPECT_EQ(runs[0][i].zero_fmr, runs[2][i].zero_fmr);
    }
}

TEST(Bootstrap, SeedDecidesWhoIsDrawn) {
    const auto scores = population(12, 3);
    const auto one = bootstrap(scores, {20, 1});
    const auto other = bootstrap(scores, {20, 1000});
    EXPECT_FALSE(std::equal(one.begin(), one.end(), other.begin(),
                            [](const auto& a, const auto& b) { return a.zero_fmr == b.zero_fmr; }));
}

TEST(Bootstrap, OneFingerHasNoPopulation) {
    const std::vector<FingerScore> scores{{1, 0, 0}};
    EXPECT_TRUE(bootstrap(scores, {}).empty());
    EXPECT_FALSE(intervals_of({}));
}

TEST(Bootstrap, ChecksItsRange) {
    EXPECT_TRUE((BootstrapOptions{0, 1}).check());
    EXPECT_FALSE((BootstrapOptions{-1, 1}).check());
    EXPECT_FALSE((BootstrapOptions{100'001, 1}).check());
}

TEST(MeanReplicates, AveragesSetBySet) {
    const std::vector<std::vector<ErrorFigures>> sets{{{0.1, 0, 0, {}, 0}, {0.3, 0, 0, {}, 0}}, {{0.3, 0, 0, {}, 0}}};
    const auto mean = mean_replicates(sets);
    ASSERT_EQ(mean.size(), 1U);
    EXPECT_DOUBLE_EQ(mean[0].eer, 0.2);
}

}  // namespace
}  // namespace dactyl
