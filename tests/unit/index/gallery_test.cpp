#include "engine/index/gallery.hpp"

#include "tests/unit/index/index_prints.hpp"

namespace dactyl {
namespace {

using namespace testing_prints;

Gallery gallery_of(std::uint64_t first, std::uint64_t last) {
    return std::move(*Gallery::build(entries_of(first, last)));
}

std::vector<FingerId> ids(std::initializer_list<std::uint64_t> values) {
    std::vector<FingerId> out;
    for (const std::uint64_t value : values) out.emplace_back(value);
    return out;
}

TEST(Gallery, GrowsAndShrinksWithoutTouchingEarlierSnapshots) {
    const Gallery before = gallery_of(1, 3);
    const auto more = before.with(entries_of(4, 5));
    ASSERT_TRUE(more);
    const auto fewer = more->without(ids({2, 5}));
    ASSERT_TRUE(fewer);
    EXPECT_EQ(before.fingers(), ids({1, 2, 3}));
    EXPECT_EQ(more->fingers(), ids({1, 2, 3, 4, 5}));
    EXPECT_EQ(fewer->fingers(), ids({1, 3, 4}));
    EXPECT_EQ(fewer->size(), 3U);
    EXPECT_FALSE(fewer->contains(FingerId(2)));
    const Gallery tidy = fewer->compacted();
    EXPECT_EQ(tidy.fingers(), fewer->fingers());
    ASSERT_EQ(tidy.parts().size(), 1U);
    EXPECT_EQ(tidy.parts()[0].removed_count, 0U);
}

TEST(Gallery, TakesARemovedFingerAgain) {
    const auto again = gallery_of(1, 3).without(ids({2}))->with(entries_of(2, 2));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->fingers(), ids({1, 2, 3}));
    const auto gone = again->without(ids({2}));
    ASSERT_TRUE(gone);
    EXPECT_EQ(gone->fingers(), ids({1, 3}));
}

TEST(Gallery, RefusesWhatIsThereAndWhatHasNoId) {
    const Gallery gallery = gallery_of(1, 3);
    EXPECT_EQ(gallery.with(entries_of(3, 4)).error().code, ErrorCode::kAlreadyExists);
    EXPECT_EQ(Gallery::build(entries_of(0, 1)).error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(gallery.size(), 3U);
}

TEST(Gallery, RefusesToRemoveTheUnknownAndTheRemoved) {
    const Gallery gallery = gallery_of(1, 3);
    EXPECT_EQ(gallery.without(ids({2, 9})).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(gallery.without(ids({2, 2})).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(gallery.without(ids({2}))->without(ids({2})).error().code, ErrorCode::kNotFound);
    EXPECT_TRUE(gallery.contains(FingerId(2)));
}

TEST(Gallery, KeepsFewSegmentsWhenFedOneByOne) {
    Gallery gallery;
    for (std::uint64_t h = 1; h <= 100; ++h) gallery = std::move(*gallery.with(entries_of(h, h)));
    EXPECT_EQ(gallery.size(), 100U);
    EXPECT_LE(gallery.parts().size(), 8U);
    EXPECT_FALSE(gallery.fragmented());
}

TEST(Gallery, KnowsAHoldersFingers) {
    std::vector<GalleryEntry> entries;
    for (const std::uint64_t finger : {9, 4, 7}) entries.push_back(entry_of(finger, 5, 1));
    entries.push_back(entry_of(1, 6, 2));
    const auto gallery = Gallery::build(std::move(entries));
    const Segment& segment = *gallery->parts()[0].segment;
    const auto of_five = segment.entries_of(HolderId(5));
    ASSERT_EQ(of_five.size(), 3U);
    EXPECT_EQ(segment.finger(of_five[0]), FingerId(4));
    EXPECT_TRUE(segment.entries_of(HolderId(7)).empty());
}

TEST(GalleryBuild, TakesEntriesFromASource) {
    const auto built = Gallery::build(
        300, [](std::size_t i) { return entry_of(i + 1, i + 1, static_cast<std::uint32_t>(1 + i % 3)); }, {});
    ASSERT_TRUE(built);
    EXPECT_EQ(built->gallery.size(), 300U);
    EXPECT_EQ(built->outdated, 0U);
}

TEST(GalleryBuild, PassesTheSourcesError) {
    const auto source = [](std::size_t i) -> Result<GalleryEntry> {
        if (i == 7) return fail(ErrorCode::kCorrupt, "no template");
        return entry_of(i + 1, 1, 1);
    };
    EXPECT_EQ(Gallery::build(20, source, {}).error().code, ErrorCode::kCorrupt);
}

TEST(GalleryBuild, SaysHowMuchMemoryItNeeds) {
    BuildOptions options;
    options.memory_limit = 10'000;
    const auto refused = Gallery::build(
        2000, [](std::size_t i) { return entry_of(i + 1, 1, 1); }, options);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kNotAllowed);
    EXPECT_NE(refused.error().message.find(" MiB"), std::string::npos) << refused.error().message;
    EXPECT_NE(refused.error().message.find("2000 entries"), std::string::npos) << refused.error().message;
}

TEST(GalleryBuild, NeverMixesExtractorVersions) {
    const auto source = [](std::size_t i) {
        GalleryEntry entry = entry_of(i + 1, 1, 1);
        entry.extractor_version = static_cast<std::uint16_t>(i == 2 ? 1 : i == 3 ? 0 : 9);
        return entry;
    };
    BuildOptions options;
    options.extractor_version = 9;
    EXPECT_EQ(Gallery::build(5, source, options).error().code, ErrorCode::kNotAllowed);
    options.outdated = OutdatedPolicy::kLeaveOut;
    const auto built = Gallery::build(5, source, options);
    ASSERT_TRUE(built);
    EXPECT_EQ(built->outdated, 1U);
    EXPECT_EQ(built->gallery.fingers(), ids({1, 2, 4, 5}));
}

TEST(GalleryBuild, StopsWhenAsked) {
    std::stop_source source;
    source.request_stop();
    const auto built = Gallery::build(
        5, [](std::size_t i) { return entry_of(i + 1, 1, 1); }, {}, source.get_token());
    EXPECT_EQ(built.error().code, ErrorCode::kCancelled);
}

TEST(GalleryColumns, RefusesWhatDoesNotFitTogether) {
    const Gallery gallery = gallery_of(1, 4);
    const GalleryColumns good = gallery.parts()[0].segment->columns();
    ASSERT_TRUE(good.check());
    const auto refused = [&](auto&& spoil) {
        GalleryColumns columns = good;
        spoil(columns);
        const auto checked = columns.check();
        return !checked && checked.error().code == ErrorCode::kCorrupt;
    };
    EXPECT_TRUE(refused([](GalleryColumns& c) { c.holder.pop_back(); }));
    EXPECT_TRUE(refused([](GalleryColumns& c) { std::swap(c.finger[0], c.finger[1]); }));
    EXPECT_TRUE(refused([](GalleryColumns& c) { c.finger[0] = 0; }));
    EXPECT_TRUE(refused([](GalleryColumns& c) { c.position[2] = 11; }));
    EXPECT_TRUE(refused([](GalleryColumns& c) { c.pattern[2] = 5; }));
    EXPECT_TRUE(refused([](GalleryColumns& c) { c.print_end[1] += 1; }));
    EXPECT_TRUE(refused([](GalleryColumns& c) { c.print_end[3] = 0xFFFFFFFF; }));
    EXPECT_TRUE(refused([](GalleryColumns& c) { c.prints.push_back(std::byte{0}); }));
    EXPECT_TRUE(refused([](GalleryColumns& c) { c.prints[0] = std::byte{65}; }));
}

}  // namespace
}  // namespace dactyl
