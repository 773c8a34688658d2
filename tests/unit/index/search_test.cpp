#include "engine/index/search.hpp"

#include "tests/unit/match/random_prints.hpp"

namespace dactyl {
namespace {

using namespace testing_prints;

constexpr std::uint32_t kHolders = 100;

// Two impressions of one finger for each holder; finger ids 1, 2 belong to holder 1, and so on.
Gallery gallery_of(std::uint32_t holders) {
    std::vector<GalleryEntry> entries;
    for (std::uint32_t h = 1; h <= holders; ++h) {
        const auto print = random_print(h);
        entries.push_back(
            {FingerId(2 * h), HolderId(h), FingerPosition::kUnknown, Reference(moved(print, 3, 1, 2, 2))});
        entries.push_back(
            {FingerId(2 * h - 1), HolderId(h), FingerPosition::kUnknown, Reference(moved(print, -4, 6, 2, 3))});
    }
    return std::move(*Gallery::build(std::move(entries)));
}

class Search : public testing::Test {
  protected:
    static void SetUpTestSuite() { gallery_ = new Gallery(gallery_of(kHolders)); }
    static void TearDownTestSuite() { delete gallery_; }
    static const Gallery& gallery() { return *gallery_; }
    static Probe probe_of(std::uint32_t holder) { return Probe(moved(random_print(holder), 40, 5, 5, 2, 99)); }

  private:
    static inline Gallery* gallery_ = nullptr;
};

TEST_F(Search, FindsTheHolderOnce) {
    const auto report = search(gallery(), probe_of(37));
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->complete);
    EXPECT_EQ(report->compared, 2 * kHolders);
    EXPECT_LT(report->fully_compared, report->compared);
    ASSERT_FALSE(report->candidates.empty());
    EXPECT_EQ(report->candidates[0].holder, HolderId(37));
    for (std::size_t i = 1; i < report->candidates.size(); ++i) EXPECT_NE(report->candidates[i].holder, HolderId(37));
}

TEST_F(Search, TheSameForAnyNumberOfThreads) {
    SearchOptions options;
    options.least = Score(0);
    options.most = 50;
    const Probe probe = probe_of(5);
    options.threads = 1;
    const auto one = search(gallery(), probe, options);
    ASSERT_EQ(one->candidates.size(), 50U);
    for (const int threads : {0, 2, 3, 7}) {
        options.threads = threads;
        const auto many = search(gallery(), probe, options);
        ASSERT_EQ(many->candidates.size(), one->candidates.size());
        EXPECT_EQ(many->fully_compared, one->fully_compared);
        for (std::size_t i = 0; i < one->candidates.size(); ++i) {
            EXPECT_EQ(many->candidates[i].finger, one->candidates[i].finger);
            EXPECT_EQ(many->candidates[i].score, one->candidates[i].score);
            EXPECT_GE(one->candidates[i > 0 ? i - 1 : 0].score, one->candidates[i].score);
        }
    }
}

TEST_F(Search, ReturnsNobodyForAStranger) {
    SearchOptions options;
    options.least = Score(45);
    EXPECT_TRUE(search(gallery(), probe_of(5000), options)->candidates.empty());
    EXPECT_TRUE(search(gallery(), Probe(Template{}), options)->candidates.empty());
}

TEST_F(Search, StopsWhenAsked) {
    std::stop_source source;
    source.request_stop();
    const auto report = search(gallery(), probe_of(1), {}, source.get_token());
    ASSERT_TRUE(report);
    EXPECT_FALSE(report->complete);
    EXPECT_EQ(report->compared, 0U);
}

TEST_F(Search, ChecksItsOptions) {
    for (const std::size_t most : {std::size_t{0}, std::size_t{1001}}) {
        SearchOptions options;
        options.most = most;
        const auto report = search(gallery(), probe_of(1), options);
        ASSERT_FALSE(report);
        EXPECT_EQ(report.error().code, ErrorCode::kInvalidArgument);
    }
    SearchOptions options;
    options.threads = -1;
    EXPECT_FALSE(options.check());
    options = {};
    options.match.gate = 2;
    EXPECT_FALSE(options.check());
}

TEST(Gallery, RefusesAFingerTwice) {
    const Reference reference(random_print(1));
    std::vector<GalleryEntry> entries;
    for (const std::uint64_t id : {3, 1, 3}) entries.push_back({FingerId(id), HolderId(id), {}, reference});
    const auto gallery = Gallery::build(entries);
    ASSERT_FALSE(gallery);
    EXPECT_EQ(gallery.error().code, ErrorCode::kAlreadyExists);
    entries.pop_back();
    const auto smaller = Gallery::build(entries);
    ASSERT_TRUE(smaller);
    EXPECT_EQ(smaller->fingers(), (std::vector{FingerId(1), FingerId(3)})) << "by finger id";
    EXPECT_GT(smaller->memory_bytes(), 2 * 1000U);
}

TEST(Gallery, EmptyOneFindsNobody) {
    const auto report = search(Gallery{}, Probe(random_print(1)));
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->complete);
    EXPECT_TRUE(report->candidates.empty());
}

}  // namespace
}  // namespace dactyl
