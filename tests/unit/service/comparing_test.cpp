#include "engine/service/comparing.hpp"

#include "engine/extract/extract.hpp"
#include "tests/unit/service/prints_of_nobody.hpp"

namespace dactyl {
namespace {

constexpr Score kThreshold(40);

std::vector<Template> prints_of(std::initializer_list<PrintOfNobody> prints) {
    std::vector<Template> made;
    for (const PrintOfNobody& print : prints) made.push_back(template_of(print));
    return made;
}

DecodedImpression enrolled(std::uint64_t id, const PrintOfNobody& print) {
    return {FingerId(id), FingerId(100 + id), HolderId(1), template_of(print), 0};
}

TEST(BestMatch, FindsTheImpressionOfTheFinger) {
    MatchScratch scratch;
    std::vector<DecodedImpression> impressions;
    impressions.push_back(enrolled(1, {.finger = 1}));
    impressions.push_back(enrolled(2, {.finger = 2}));
    const auto match = best_match(template_of({.finger = 2, .impression = 1}), impressions, kThreshold, scratch);
    ASSERT_TRUE(match);
    EXPECT_EQ(match->impression, FingerId(2));
    EXPECT_EQ(match->finger, FingerId(102));
    EXPECT_GE(match->score, kThreshold);
    EXPECT_EQ(best_match(template_of({.finger = 3}), impressions, kThreshold, scratch), std::nullopt);
    EXPECT_EQ(best_match(template_of({.finger = 2}), {}, kThreshold, scratch), std::nullopt);
}

TEST(BestMatch, LooksAtNoImpressionOfAnotherExtractorVersion) {
    MatchScratch scratch;
    std::vector<DecodedImpression> impressions;
    impressions.push_back(enrolled(1, {.finger = 1}));
    const Template probe = template_of({.finger = 1, .impression = 1});
    impressions.front().print.extractor_version = extractor_version();
    EXPECT_TRUE(best_match(probe, impressions, kThreshold, scratch));
    impressions.front().print.extractor_version = static_cast<std::uint16_t>(extractor_version() - 1);
    EXPECT_EQ(best_match(probe, impressions, kThreshold, scratch), std::nullopt);
}

TEST(MatchOneAnother, NeedsEveryPrintToBeLinked) {
    MatchScratch scratch;
    EXPECT_TRUE(match_one_another({}, kThreshold, scratch));
    EXPECT_TRUE(match_one_another(prints_of({{.finger = 1}}), kThreshold, scratch));
    EXPECT_TRUE(
        match_one_another(prints_of({{.finger = 1}, {.finger = 1, .impression = 1}, {.finger = 1, .impression = 2}}),
                          kThreshold, scratch));
    EXPECT_FALSE(match_one_another(prints_of({{.finger = 1}, {.finger = 1, .impression = 1}, {.finger = 2}}),
                                   kThreshold, scratch));
    EXPECT_FALSE(match_one_another(
        prints_of({{.finger = 1}, {.finger = 2}, {.finger = 1, .impression = 1}, {.finger = 2, .impression = 1}}),
        kThreshold, scratch));
}

TEST(AnyMatch, FindsAFingerInBothGroups) {
    MatchScratch scratch;
    const auto some = prints_of({{.finger = 1}, {.finger = 2}});
    EXPECT_TRUE(any_match(some, prints_of({{.finger = 3}, {.finger = 2, .impression = 4}}), kThreshold, scratch));
    EXPECT_FALSE(any_match(some, prints_of({{.finger = 3}, {.finger = 4}}), kThreshold, scratch));
}

TEST(ScratchPool, LeasesAreIndependentAndComeBack) {
    ScratchPool pool;
    const Probe probe(template_of({.finger = 1}));
    const Reference reference(template_of({.finger = 1, .impression = 1}));
    for (int round = 0; round < 2; ++round) {
        ScratchPool::Lease first(pool);
        ScratchPool::Lease second(pool);
        EXPECT_EQ(compare(probe, reference, first.scratch()), compare(probe, reference, second.scratch()));
    }
}

}  // namespace
}  // namespace dactyl
