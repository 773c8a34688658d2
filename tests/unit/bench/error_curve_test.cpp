#include "bench/accuracy/error_curve.hpp"

#include <gtest/gtest.h>

#include "bench/accuracy/error_figures.hpp"

namespace dactyl {
namespace {

TEST(ErrorCurve, SeparatedScoresHaveNoErrors) {
    const std::vector<double> genuine{5, 6, 7};
    const std::vector<double> impostor{0, 1, 2};
    const ErrorFigures figures = figures_of(ErrorCurve(genuine, impostor));
    EXPECT_EQ(figures.eer, 0);
    EXPECT_EQ(figures.fmr100, 0);
    EXPECT_EQ(figures.zero_fmr, 0);
}

TEST(ErrorCurve, CountsEveryThresholdAndOneBeyond) {
    const std::vector<double> genuine{1, 3};
    const std::vector<double> impostor{1, 2, 2};
    const ErrorCurve curve(genuine, impostor);
    const auto points = curve.points();
    ASSERT_EQ(points.size(), 4U);
    const std::vector<std::array<double, 3>> expected{{1, 0, 3}, {2, 1, 2}, {3, 1, 0}};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_EQ(points[i].threshold, expected[i][0]);
        EXPECT_EQ(static_cast<double>(points[i].misses), expected[i][1]);
        EXPECT_EQ(static_cast<double>(points[i].false_matches), expected[i][2]);
    }
    EXPECT_GT(points[3].threshold, 3);
    EXPECT_EQ(points[3].misses, 2U);
    EXPECT_EQ(points[3].false_matches, 0U);
}

TEST(ErrorCurve, EqualErrorRateWhereTheCurvesMeet) {
    const std::vector<double> genuine{2, 5, 6, 7};
    const std::vector<double> impostor{0, 1, 1, 3};
    // At threshold 3 one of four genuine is missed and one of four impostors accepted.
    EXPECT_EQ(ErrorCurve(genuine, impostor).equal_error_rate(), 0.25);
}

TEST(ErrorCurve, EqualErrorRateIsTheNarrowerIntervalsMiddleWhereTheyDoNotMeet) {
    // Thresholds 1, 2, 3, beyond: (FNMR, FMR) = (0, 1), (0, 0.5), (0.5, 0.5), (1, 0) ...
    const std::vector<double> genuine{2, 3};
    const std::vector<double> impostor{1, 3};
    EXPECT_EQ(ErrorCurve(genuine, impostor).equal_error_rate(), 0.5);
    // (0, 1), (0, 1/3), (1/4, 0): t1 has the sum 1/3, t2 the sum 1/4.
    const std::vector<double> more_genuine{2, 3, 3, 3};
    const std::vector<double> more_impostors{1, 1, 2};
    EXPECT_EQ(ErrorCurve(more_genuine, more_impostors).equal_error_rate(), 0.125);
}

TEST(ErrorCurve, EqualScoresEverywhereAreACoinToss) {
    const std::vector<double> same(10, 0.0);
    const ErrorFigures figures = figures_of(ErrorCurve(same, same));
    EXPECT_EQ(figures.eer, 0.5);
    EXPECT_EQ(figures.zero_fmr, 1);
}

TEST(ErrorCurve, FnmrAtFmrAllowsExactlyThatShareOfImpostors) {
    std::vector<double> impostor(1'000, 0.0);
    impostor[0] = 10;  // one in a thousand
    const std::vector<double> genuine{9, 11};
    EXPECT_EQ(figures_of(ErrorCurve(genuine, impostor)).fmr1000, 0);
    impostor[1] = 10;
    EXPECT_EQ(figures_of(ErrorCurve(genuine, impostor)).fmr1000, 0.5);
    EXPECT_EQ(figures_of(ErrorCurve(genuine, impostor)).fmr100, 0);
}

TEST(ErrorCurve, WeightsAreRepetitions) {
    const std::vector<WeightedScore> weighted{{1, false, 3}, {2, true, 2}, {2, false, 1}, {4, true, 0}, {5, true, 3}};
    const std::vector<double> genuine{2, 2, 5, 5, 5};
    const std::vector<double> impostor{1, 1, 1, 2};
    const ErrorCurve expected(genuine, impostor);
    const ErrorCurve curve{std::span<const WeightedScore>(weighted)};
    EXPECT_EQ(curve.equal_error_rate(), expected.equal_error_rate());
    EXPECT_EQ(curve.fnmr(curve.at_fmr(0)), expected.fnmr(expected.at_fmr(0)));
    EXPECT_EQ(curve.genuine(), 5U);
    EXPECT_EQ(curve.impostors(), 4U);
}

TEST(ErrorFigures, Fmr10000NeedsEnoughImpostors) {
    const std::vector<double> genuine{1};
    EXPECT_FALSE(figures_of(ErrorCurve(genuine, std::vector<double>(kImpostorsForFmr10000 - 1))).fmr10000);
    EXPECT_EQ(figures_of(ErrorCurve(genuine, std::vector<double>(kImpostorsForFmr10000))).fmr10000, 0.0);
}

TEST(ErrorFigures, MeanOmitsWhatASetLacks) {
    const std::vector<ErrorFigures> figures{{0.1, 0.2, 0.3, 0.4, 0.5}, {0.3, 0.4, 0.5, std::nullopt, 0.7}};
    const ErrorFigures mean = mean_of(figures);
    EXPECT_DOUBLE_EQ(mean.eer, 0.2);
    EXPECT_DOUBLE_EQ(mean.fmr1000, 0.4);
    EXPECT_FALSE(mean.fmr10000);
    EXPECT_DOUBLE_EQ(*mean_of(std::span(figures).first(1)).fmr10000, 0.4);
}

}  // namespace
}  // namespace dactyl
