#include <oneapi/tbb/parallel_invoke.h>

#include "engine/index/fusion.hpp"
#include "engine/index/live_gallery.hpp"
#include "engine/index/shortlist.hpp"
#include "tests/unit/index/index_prints.hpp"

namespace dactyl {
namespace {

using namespace testing_prints;

constexpr std::uint64_t kHolders = 1500;

SearchOptions with_shortlist(std::size_t least) {
    SearchOptions options;
    options.shortlist = {least, 0, 0};
    return options;
}

class CascadeSearch : public testing::Test {
  protected:
    static void SetUpTestSuite() { gallery_ = new Gallery(std::move(*Gallery::build(entries_of(1, kHolders)))); }
    static void TearDownTestSuite() { delete gallery_; }
    static const Gallery& gallery() { return *gallery_; }

  private:
    static inline Gallery* gallery_ = nullptr;
};

void expect_same(const SearchReport& a, const SearchReport& b) {
    EXPECT_EQ(a.compared, b.compared);
    EXPECT_EQ(a.voted_again, b.voted_again);
    EXPECT_EQ(a.shortlisted, b.shortlisted);
    EXPECT_EQ(a.fully_compared, b.fully_compared);
    ASSERT_EQ(a.candidates.size(), b.candidates.size());
    for (std::size_t i = 0; i < a.candidates.size(); ++i) {
        EXPECT_EQ(a.candidates[i].finger, b.candidates[i].finger);
        EXPECT_EQ(a.candidates[i].score, b.candidates[i].score);
    }
}

TEST_F(CascadeSearch, FindsTheMateThroughAShortlist) {
    for (const std::uint32_t person : {3U, 700U, 1500U}) {
        const auto report = search(gallery(), probe_of(person), with_shortlist(20));
        ASSERT_TRUE(report);
        EXPECT_EQ(report->compared, kHolders);
        EXPECT_LE(report->shortlisted, 20U);
        EXPECT_LE(report->fully_compared, report->shortlisted);
        ASSERT_FALSE(report->candidates.empty());
        EXPECT_EQ(report->candidates[0].holder, HolderId(person));
        const auto exhaustive = search(gallery(), probe_of(person));
        EXPECT_EQ(exhaustive->shortlisted, kHolders);
        EXPECT_EQ(exhaustive->candidates[0].score, report->candidates[0].score);
    }
}

TEST_F(CascadeSearch, EveryStageLetsLessThrough) {
    SearchOptions options;
    options.shortlist = {10, 0.2, 0.5};
    for (const std::uint32_t person : {3U, 700U, 1500U}) {
        const auto report = search(gallery(), probe_of(person), options);
        ASSERT_TRUE(report);
        EXPECT_EQ(report->compared, kHolders);
        EXPECT_LE(report->voted_again, kHolders / 5);
        EXPECT_GT(report->voted_again, report->shortlisted);
        EXPECT_LE(report->shortlisted, 20U) << "half the root of 1500";
        ASSERT_FALSE(report->candidates.empty());
        EXPECT_EQ(report->candidates[0].holder, HolderId(person));
    }
}

TEST_F(CascadeSearch, TheSameForAnyNumberOfThreadsAndInABatch) {
    std::vector<Probe> probes;
    for (std::uint32_t person = 1; person <= 20; ++person) probes.push_back(probe_of(person * 70));
    SearchOptions options;
    options.shortlist = {30, 0.1, 1};
    options.least = Score(0);
    const auto batch = search_batch(gallery(), probes, options);
    ASSERT_TRUE(batch);
    ASSERT_EQ(batch->size(), probes.size());
    for (const int threads : {1, 3}) {
        options.threads = threads;
        for (std::size_t p = 0; p < probes.size(); p += 5) {
            expect_same((*batch)[p], *search(gallery(), probes[p], options));
        }
    }
}

TEST_F(CascadeSearch, LooksOnlyAtWhatTheFilterTakes) {
    SearchOptions options = with_shortlist(10);
    options.filter.except = {HolderId(7), HolderId(8)};
    auto report = search(gallery(), probe_of(7), options);
    EXPECT_EQ(report->compared, kHolders - 2);
    for (const Candidate& candidate : report->candidates) EXPECT_NE(candidate.holder, HolderId(7));
    options.filter = {};
    options.filter.only = {HolderId(7), HolderId(8), HolderId(9999)};
    report = search(gallery(), probe_of(7), options);
    EXPECT_EQ(report->compared, 2U);
    ASSERT_EQ(report->candidates.size(), 1U);
    EXPECT_EQ(report->candidates[0].holder, HolderId(7));
}

TEST_F(CascadeSearch, LeavesOutWhatWasRemoved) {
    const std::vector<FingerId> gone = {FingerId(7)};
    const auto smaller = gallery().without(gone);
    const auto report = search(*smaller, probe_of(7), with_shortlist(10));
    EXPECT_EQ(report->compared, kHolders - 1);
    for (const Candidate& candidate : report->candidates) EXPECT_NE(candidate.finger, FingerId(7));
    EXPECT_EQ(search(gallery(), probe_of(7), with_shortlist(10))->candidates[0].finger, FingerId(7));
}

TEST_F(CascadeSearch, EndsIncompleteAtItsDeadlineAndWhenStopped) {
    SearchOptions options = with_shortlist(10);
    options.deadline = std::chrono::steady_clock::now() - std::chrono::seconds(1);
    auto report = search(gallery(), probe_of(7), options);
    ASSERT_TRUE(report);
    EXPECT_FALSE(report->complete);
    EXPECT_EQ(report->compared, 0U);
    std::stop_source source;
    source.request_stop();
    report = search(gallery(), probe_of(7), with_shortlist(10), source.get_token());
    EXPECT_FALSE(report->complete);
    EXPECT_TRUE(report->candidates.empty());
}

TEST_F(CascadeSearch, ZeroMinutiaeFindNobody) {
    const auto report = search(gallery(), Probe(Template{}), with_shortlist(10));
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->complete);
    EXPECT_EQ(report->shortlisted, 0U);
    EXPECT_TRUE(report->candidates.empty());
}

TEST_F(CascadeSearch, RefusesAShortlistThatMakesNoSense) {
    SearchOptions options;
    options.shortlist.share = 1.5;
    EXPECT_EQ(search(gallery(), probe_of(1), options).error().code, ErrorCode::kInvalidArgument);
    EXPECT_FALSE(with_shortlist(0).check());
    options = {};
    options.shortlist.per_root = -1;
    EXPECT_FALSE(options.check());
}

TEST(GalleryFilterTest, TakesPositionsAndPatterns) {
    std::vector<GalleryEntry> entries;
    entries.push_back(entry_of(1, 1, 1, FingerPosition::kRightIndex));
    entries.push_back(entry_of(2, 2, 2, FingerPosition::kLeftIndex));
    entries.push_back(entry_of(3, 3, 3));
    entries[0].pattern = FingerPattern::kWhorl;
    const auto gallery = Gallery::build(std::move(entries));
    const GalleryPart& part = gallery->parts()[0];
    EXPECT_TRUE(eligible_entries(part, {}).empty());
    GalleryFilter filter;
    filter.positions = GalleryFilter::position(FingerPosition::kRightIndex);
    EXPECT_EQ(eligible_entries(part, filter), (std::vector<std::uint8_t>{1, 0, 1}));
    filter = {};
    filter.patterns = 1U << 1;
    EXPECT_EQ(eligible_entries(part, filter), (std::vector<std::uint8_t>{0, 1, 1}));
}

TEST(Fusion, FindsAHolderByTwoFingers) {
    std::vector<GalleryEntry> entries;
    for (std::uint32_t h = 1; h <= 60; ++h) {
        entries.push_back(entry_of(2 * h - 1, h, h, FingerPosition::kRightIndex));
        entries.push_back(entry_of(2 * h, h, 1000 + h, FingerPosition::kLeftIndex));
    }
    const auto gallery = Gallery::build(std::move(entries));
    const std::vector<FingerProbe> fingers = {{probe_of(9), FingerPosition::kRightIndex},
                                              {probe_of(1009), FingerPosition::kLeftIndex}};
    const auto report = search_fused(*gallery, fingers);
    ASSERT_TRUE(report);
    ASSERT_FALSE(report->candidates.empty());
    const FusedCandidate& best = report->candidates[0];
    EXPECT_EQ(best.holder, HolderId(9));
    EXPECT_GT(best.score, best.fingers[0]);
    EXPECT_GT(best.score, best.fingers[1]);
    EXPECT_EQ(report->searches[0].compared, 60U) << "one position";
    const std::vector<FingerProbe> twice = {fingers[0], fingers[0]};
    EXPECT_EQ(search_fused(*gallery, twice).error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(search_fused(*gallery, {}).error().code, ErrorCode::kInvalidArgument);
}

TEST(Fusion, AddsScoresAsFisherDoes) {
    const std::vector<Score> one = {Score(33)};
    EXPECT_EQ(fused_score(one), Score(33));
    // Two of FMR 1e-3: e^-x (1 + x) with x = 6 ln 10 is 1.4816e-5.
    const std::vector<Score> two = {Score(30), Score(30)};
    EXPECT_NEAR(fused_score(two).value(), 48.293, 0.01);
    const std::vector<Score> nothing = {Score(0), Score(0)};
    EXPECT_NEAR(fused_score(nothing).value(), 0, 1e-9);
}

TEST(BestVotes, TakesTheBestThatFit) {
    const std::vector<std::uint16_t> votes = {5, 9, 0, 5, 7, 65535};
    EXPECT_EQ(best_votes(votes, 3), (std::vector<std::uint32_t>{1, 4, 5}));
    EXPECT_EQ(best_votes(votes, 4), (std::vector<std::uint32_t>{1, 4, 5})) << "equals go together";
    EXPECT_EQ(best_votes(votes, 5), (std::vector<std::uint32_t>{0, 1, 3, 4, 5}));
    EXPECT_EQ(best_votes(votes, 100), (std::vector<std::uint32_t>{0, 1, 3, 4, 5})) << "never those without a vote";
    EXPECT_TRUE(best_votes({}, 3).empty());
}

TEST(LiveGallery, ChangesWhileItIsSearched) {
    LiveGallery live(std::move(*Gallery::build(entries_of(1, 50))));
    const auto before = live.snapshot();
    tbb::parallel_invoke(
        [&] {
            for (std::uint64_t h = 51; h <= 80; ++h) ASSERT_TRUE(live.add(entries_of(h, h)));
            const std::vector<FingerId> gone = {FingerId(60)};
            ASSERT_TRUE(live.remove(gone));
        },
        [&] {
            for (int i = 0; i < 10; ++i) {
                const auto report = search(*live.snapshot(), probe_of(7));
                ASSERT_EQ(report->candidates[0].holder, HolderId(7));
            }
        });
    EXPECT_EQ(before->size(), 50U);
    EXPECT_EQ(live.snapshot()->size(), 79U);
    EXPECT_EQ(search(*live.snapshot(), probe_of(75))->candidates[0].holder, HolderId(75));
    const std::vector<FingerId> unknown = {FingerId(60)};
    EXPECT_EQ(live.remove(unknown).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(live.add(entries_of(3, 3)).error().code, ErrorCode::kAlreadyExists);
    EXPECT_EQ(live.snapshot()->size(), 79U);
}

TEST(LiveGallery, CompactsWhereItPays) {
    LiveGallery live(std::move(*Gallery::build(entries_of(1, 40))));
    EXPECT_FALSE(live.compact());
    std::vector<FingerId> gone;
    for (std::uint64_t finger = 1; finger <= 15; ++finger) gone.emplace_back(finger);
    ASSERT_TRUE(live.remove(gone));
    const std::size_t before = live.snapshot()->memory_bytes();
    EXPECT_TRUE(live.compact());
    EXPECT_EQ(live.snapshot()->size(), 25U);
    EXPECT_LT(live.snapshot()->memory_bytes(), before);
}

}  // namespace
}  // namespace dactyl
