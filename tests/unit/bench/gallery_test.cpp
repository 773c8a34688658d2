#include "bench/accuracy/gallery.hpp"

#include <random>

#include <gtest/gtest.h>

#include "tests/support/random_template.hpp"

namespace dactyl {
namespace {

Template print_of(unsigned seed, int minutiae) {
    std::mt19937 random(seed);
    Template print = random_template(random, minutiae);
    print.quality = 80;
    return print;
}

TEST(Overlap, APrintLiesWhollyOnItself) {
    const Template print = print_of(1, 40);
    const PairOverlap overlap = overlap_of(print, print, {});
    EXPECT_GT(overlap.share, 0.95);
    EXPECT_GT(overlap.recurrence, 0.95);
}

TEST(Overlap, FollowsTheTransform) {
    const Template first = print_of(1, 40);
    Template second = first;
    // A quarter turn counter-clockwise about the origin, then moved into view: (x, y) to (y, 1000 - x).
    second.foreground = Foreground(1000, 1000);
    for (int row = 0; row < first.foreground.rows(); ++row) {
        for (int column = 0; column < first.foreground.columns(); ++column) {
            second.foreground.set_cell(row, 124 - column, first.foreground.cell(column, row));
        }
    }
    for (Minutia& minutia : second.minutiae) {
        minutia.direction = minutia.direction + Direction::from_degrees(90);
        const float x = minutia.x;
        minutia.x = minutia.y;
        minutia.y = 1000 - x;
    }
    // Back: x = 1000 - y', y = x'.
    const PairOverlap overlap = overlap_of(first, second, {0, 1, 1000, 0});
    EXPECT_GT(overlap.share, 0.95);
    EXPECT_GT(overlap.recurrence, 0.95);
    EXPECT_LT(overlap_of(first, second, {1, 0, 0, 0}).recurrence, 0.7);
    EXPECT_EQ(overlap_of(first, second, {0, 1, 5000, 0}).share, 0);
}

/// Two fingers with three prints each, all that are wanted failing.
SetReport report_of(std::vector<Template> prints, std::span<const ScoredPair> scores) {
    SetReport report;
    for (std::uint32_t i = 0; i < prints.size(); ++i) {
        PrintOutcome& outcome = report.prints.emplace_back();
        outcome.finger = i / 3;
        outcome.print = std::move(prints[i]);
    }
    report.scores.assign(scores.begin(), scores.end());
    return report;
}

TEST(FindFailures, ListsWhatLiesBelowTheThresholdWithItsReason) {
    const Template good = print_of(1, 40);
    Template poor = good;
    poor.quality = 10;
    Template sparse = good;
    sparse.minutiae.resize(9);
    const std::vector<ScoredPair> scores{{{0, 1, true}, 3},  {{0, 2, true}, 4},  {{1, 2, true}, 90}, {{3, 4, true}, 2},
                                         {{3, 5, true}, 80}, {{0, 3, false}, 7}, {{1, 4, false}, 11}};
    SetReport report = report_of({good, poor, sparse, good, good, good}, scores);
    report.prints[4].print.reset();
    const SetFailures failures = find_failures(report, 1);
    EXPECT_GT(failures.threshold, 11);
    ASSERT_EQ(failures.genuine.size(), 3U);
    EXPECT_EQ(failures.genuine[0].reason, FailureReason::kNotEnrolled);
    EXPECT_EQ(failures.genuine[1].reason, FailureReason::kPoorImage);
    EXPECT_EQ(failures.genuine[2].reason, FailureReason::kFewMinutiae);
    EXPECT_EQ(failures.reasons.at(FailureReason::kPoorImage), 1U);
    ASSERT_EQ(failures.impostors.size(), 1U);
    EXPECT_EQ(failures.impostors[0].scored.score, 11);
}

TEST(FindFailures, LearnsTheOverlapFromAThirdPrint) {
    const Template good = print_of(1, 40);
    const std::vector<ScoredPair> scores{{{0, 1, true}, 3}, {{3, 4, true}, 80}, {{0, 3, false}, 7}};
    const SetFailures failures = find_failures(report_of({good, good, good, good, good, good}, scores), 1);
    ASSERT_EQ(failures.genuine.size(), 1U);
    ASSERT_TRUE(failures.genuine[0].overlap);
    EXPECT_GT(failures.genuine[0].overlap->share, 0.95);
    EXPECT_EQ(failures.genuine[0].reason, FailureReason::kDistortion);
    EXPECT_EQ(failures.impostors[0].reason, FailureReason::kAlike);
}

}  // namespace
}  // namespace dactyl
