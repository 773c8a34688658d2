#include "templates/gallery/gallery_file.hpp"

#include <fstream>

#include "engine/accounts/crypto.hpp"
#include "engine/index/search.hpp"
#include "templates/gallery/chunk.hpp"
#include "templates/gallery/header.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/index/index_prints.hpp"

namespace dactyl {
namespace {

using namespace testing_prints;

constexpr std::uint16_t kExtractor = 9;

// A gallery in two full chunks and one small one would take long to prepare: entries share a few references instead.
Gallery large_gallery(std::size_t entries) {
    const std::vector<GalleryEntry> few = entries_of(1, 4);
    const auto built = Gallery::build(entries,
                                      [&](std::size_t i) {
                                          GalleryEntry entry = few[i % few.size()];
                                          entry.finger = FingerId(i + 1);
                                          entry.holder = HolderId(i / 2 + 1);
                                          return entry;
                                      },
                                      {});
    return built->gallery;
}

class GalleryFileTest : public testing::Test {
  protected:
    std::filesystem::path path() const { return folder.path() / "gallery.dgf"; }

    std::vector<char> bytes() const {
        std::ifstream file(path(), std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    void put(const std::vector<char>& bytes) const {
        std::ofstream(path(), std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
    Result<void> write(const Gallery& gallery) const { return write_gallery_file(path(), gallery, key, kExtractor); }
    auto read(const GalleryFileOptions& options = {}) const { return read_gallery_file(path(), key, options); }
    ErrorCode refused() const { return read().error().code; }

    TemporaryFolder folder;
    Key256 key = std::move(*crypto::random_key());
};

TEST_F(GalleryFileTest, KeepsEverything) {
    const Gallery gallery = std::move(*Gallery::build(entries_of(1, 30)));
    ASSERT_TRUE(write(gallery));
    const auto loaded = read();
    ASSERT_TRUE(loaded);
    EXPECT_TRUE(loaded->damaged.empty());
    EXPECT_EQ(loaded->gallery.fingers(), gallery.fingers());
    const auto before = search(gallery, probe_of(7));
    const auto after = search(loaded->gallery, probe_of(7));
    ASSERT_EQ(after->candidates.size(), before->candidates.size());
    EXPECT_EQ(after->candidates[0].holder, HolderId(7));
    EXPECT_EQ(after->candidates[0].score, before->candidates[0].score);
}

TEST_F(GalleryFileTest, LeavesOutWhatWasRemoved) {
    const std::vector<FingerId> gone = {FingerId(3)};
    ASSERT_TRUE(write(*Gallery::build(entries_of(1, 30))->without(gone)));
    EXPECT_EQ(read()->gallery.size(), 29U);
    EXPECT_FALSE(read()->gallery.contains(FingerId(3)));
}

TEST_F(GalleryFileTest, KeepsAnEmptyGallery) {
    ASSERT_TRUE(write({}));
    EXPECT_TRUE(read()->gallery.empty());
}

TEST_F(GalleryFileTest, LoadsTheRestAroundADamagedChunk) {
    ASSERT_TRUE(write(large_gallery(Segment::kMostEntries + 100)));
    std::vector<char> spoilt = bytes();
    spoilt[spoilt.size() - 1000] ^= 1;
    put(spoilt);
    auto loaded = read();
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->damaged, std::vector<std::size_t>{1});
    EXPECT_EQ(loaded->lost, 100U);
    EXPECT_EQ(loaded->gallery.size(), Segment::kMostEntries);
    spoilt.resize(spoilt.size() - 5000);
    put(spoilt);
    loaded = read();
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->damaged, std::vector<std::size_t>{1}) << "cut short";
}

TEST_F(GalleryFileTest, RefusesAnotherKey) {
    ASSERT_TRUE(write(*Gallery::build(entries_of(1, 5))));
    key = std::move(*crypto::random_key());
    EXPECT_EQ(refused(), ErrorCode::kKeyMismatch);
}

TEST_F(GalleryFileTest, RefusesAHeaderOrTableThatWasTouched) {
    ASSERT_TRUE(write(*Gallery::build(entries_of(1, 5))));
    const std::vector<char> good = bytes();
    const std::size_t table_end = GalleryFileHeader::kSize + GalleryChunk::kSize + 4;
    for (std::size_t at = 0; at < table_end; ++at) {
        std::vector<char> bad = good;
        bad[at] ^= 0x10;
        put(bad);
        const auto read_back = read();
        ASSERT_FALSE(read_back) << at;
        const ErrorCode code = read_back.error().code;
        EXPECT_TRUE(code == ErrorCode::kCorrupt || (at < 8 && code == ErrorCode::kUnsupportedFormat) ||
                    (at >= 8 && at < 12 && code == ErrorCode::kVersionTooNew))
            << at;
    }
    for (const std::size_t size : {std::size_t{0}, std::size_t{63}, GalleryFileHeader::kSize, table_end - 1}) {
        put({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)});
        EXPECT_FALSE(read()) << size;
    }
}

TEST_F(GalleryFileTest, AForgedHeaderOpensNothing) {
    ASSERT_TRUE(write(*Gallery::build(entries_of(1, 5))));
    std::vector<char> forged = bytes();
    const auto view = std::as_writable_bytes(std::span(forged));
    auto header = *decode_header(view.first<GalleryFileHeader::kSize>());
    header.extractor_version += 1;
    std::ranges::copy(encode_header(header), view.begin());
    put(forged);
    EXPECT_EQ(refused(), ErrorCode::kKeyMismatch);
}

TEST_F(GalleryFileTest, RefusesOtherVersionsAndTooLittleMemory) {
    ASSERT_TRUE(write(large_gallery(2000)));
    GalleryFileOptions options;
    options.extractor_version = kExtractor;
    EXPECT_TRUE(read(options));
    options.extractor_version = kExtractor + 1;
    EXPECT_EQ(read(options).error().code, ErrorCode::kNotAllowed);
    options = {};
    options.memory_limit = std::size_t{1} << 20;
    const auto refused = read(options);
    EXPECT_EQ(refused.error().code, ErrorCode::kNotAllowed);
    EXPECT_NE(refused.error().message.find("MiB, the limit is 1 MiB"), std::string::npos) << refused.error().message;
}

TEST_F(GalleryFileTest, SaysWhenThereIsNone) { EXPECT_EQ(refused(), ErrorCode::kNotFound); }

TEST(GalleryChunkTest, RefusesBytesThatDoNotFit) {
    const Gallery gallery = std::move(*Gallery::build(entries_of(1, 3)));
    const std::vector<std::byte> good = encode_chunk(gallery.parts()[0].segment->columns());
    ASSERT_TRUE(decode_chunk(good));
    for (std::size_t size = 0; size < good.size(); size += 7) {
        EXPECT_FALSE(decode_chunk(std::span(good).first(size))) << size;
    }
    std::vector<std::byte> more = good;
    more[0] = std::byte{4};
    EXPECT_FALSE(decode_chunk(more));
}

}  // namespace
}  // namespace dactyl
