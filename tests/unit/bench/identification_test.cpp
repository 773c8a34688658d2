#include "bench/accuracy/identification.hpp"

#include <gtest/gtest.h>

namespace dactyl {
namespace {

TEST(Identification, CountsRanksAndThresholds) {
    std::vector<IdentificationSearch> searches(200, {1, 60, 10, 0.5});
    searches[0] = {3, 40, 50, 0.5};  // behind two strangers
    searches[1] = {0, 0, 30, 0.5};   // not found
    searches[2] = {1, 35, 20, 0.5};  // first, but below the third best stranger
    searches[3] = {1, 60, 38, 0.5};
    const IdentificationReport report = summarise_searches(searches, 100);
    EXPECT_EQ(report.cmc.size(), kCmcRanks);
    EXPECT_DOUBLE_EQ(report.rank1, 198.0 / 200);
    EXPECT_DOUBLE_EQ(report.cmc[1], 198.0 / 200);
    EXPECT_DOUBLE_EQ(report.cmc[2], 199.0 / 200);
    EXPECT_DOUBLE_EQ(report.cmc.back(), 199.0 / 200);
    // Two of 200 non-mated searches may return somebody (50 and 38): scores must lie above 30.
    EXPECT_DOUBLE_EQ(*report.fnir100, 2.0 / 200);
    searches[4] = {1, 60, 37, 0.5};
    EXPECT_DOUBLE_EQ(*summarise_searches(searches, 100).fnir100, 3.0 / 200);
    EXPECT_FALSE(report.fnir1000);
    EXPECT_DOUBLE_EQ(report.penetration, 0.5);
}

TEST(Identification, FewSearchesHaveNoFnir) {
    const std::vector<IdentificationSearch> searches(99, {1, 60, 10, 1});
    const IdentificationReport report = summarise_searches(searches, 3);
    EXPECT_FALSE(report.fnir100);
    EXPECT_EQ(report.cmc.size(), 3U);
}

/// A template with minutiae strewn by a small generator; the same for the same seed.
Template strewn(std::uint32_t seed) {
    Template print;
    print.width = 300;
    print.height = 400;
    std::uint32_t state = seed * 2654435761U + 1;
    const auto next = [&state](std::uint32_t below) {
        state = state * 1664525U + 1013904223U;
        return (state >> 8U) % below;
    };
    for (int i = 0; i < 40; ++i) {
        Minutia minutia;
        minutia.x = static_cast<float>(20 + next(260));
        minutia.y = static_cast<float>(20 + next(360));
        minutia.direction = Direction::from_steps(static_cast<std::uint16_t>(next(65536)));
        minutia.kind = MinutiaKind::kEnding;
        minutia.quality = 80;
        print.minutiae.push_back(minutia);
    }
    return print;
}

TEST(Identification, FindsWhoIsEnrolledAndMissesWhoIsNot) {
    std::vector<PrintOutcome> prints;
    for (std::uint32_t finger = 0; finger < 6; ++finger) {
        for (int impression = 0; impression < 2; ++impression) {
            PrintOutcome& outcome = prints.emplace_back();
            outcome.finger = finger;
            if (finger != 5 || impression != 0) {
                outcome.print = strewn(finger);
            }
        }
    }
    const auto report = identify_prints(prints, {});
    ASSERT_TRUE(report);
    EXPECT_EQ(report->gallery, 6U);
    EXPECT_EQ(report->searches, 6U);
    EXPECT_DOUBLE_EQ(report->rank1, 5.0 / 6);
    EXPECT_GT(report->searches_per_second, 0);
}

TEST(Identification, NeedsSecondPrints) {
    std::vector<PrintOutcome> prints(2);
    prints[1].finger = 1;
    const auto report = identify_prints(prints, {});
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace dactyl
