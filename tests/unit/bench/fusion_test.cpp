#include "bench/accuracy/fusion.hpp"

#include <gtest/gtest.h>

namespace dactyl {
namespace {

TEST(GroupFingers, KeepsPeopleApart) {
    const std::vector<std::string> names{"012_1", "012_2", "012_3", "013_1", "013_2"};
    const std::vector<FingerGroup> expected{{0, 1}, {3, 4}};
    EXPECT_EQ(group_fingers(names, 2), expected);
}

TEST(GroupFingers, TakesNeighboursWhereNobodySaysWhoseTheyAre) {
    const std::vector<std::string> names{"101", "102", "103", "104", "105"};
    const std::vector<FingerGroup> expected{{0, 1}, {2, 3}};
    EXPECT_EQ(group_fingers(names, 2), expected);
}

/// Four fingers with two impressions each; genuine pairs score 10, others the sum of the fingers' numbers.
SetReport four_fingers() {
    SetReport report;
    for (std::uint32_t i = 0; i < 8; ++i) {
        report.prints.emplace_back().finger = i / 2;
    }
    for (std::uint32_t a = 0; a < 8; ++a) {
        for (std::uint32_t b = a + 1; b < 8; ++b) {
            const bool genuine = a / 2 == b / 2;
            report.scores.push_back({{a, b, genuine}, genuine ? 10.0 : a / 2 + b / 2});
        }
    }
    return report;
}

TEST(Fuse, AddsFingerByFinger) {
    const std::vector<FingerGroup> groups{{0, 1}, {2, 3}};
    const auto fused = fuse(four_fingers(), groups);
    std::vector<double> genuine;
    std::vector<double> impostor;
    for (const FingerScore& score : fused) {
        (score.genuine() ? genuine : impostor).push_back(score.score);
    }
    EXPECT_EQ(genuine, (std::vector<double>{20, 20}));
    // Impressions (1, 1), (1, 2) and (2, 2): finger 0 with 2 and 1 with 3.
    EXPECT_EQ(impostor, (std::vector<double>{6, 6, 6}));
}

TEST(Fuse, LeavesOutPairsThatWereNotCompared) {
    SetReport report = four_fingers();
    std::erase_if(report.scores,
                  [](const ScoredPair& scored) { return !scored.pair.genuine && scored.pair.probe == 0; });
    const std::vector<FingerGroup> groups{{0, 1}, {2, 3}};
    EXPECT_EQ(fuse(report, groups).size(), 2U + 1U);
}

}  // namespace
}  // namespace dactyl
