#include "engine/service/gallery_cache.hpp"

#include "engine/accounts/key_file.hpp"
#include "engine/extract/extract.hpp"
#include "templates/codec/native.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/service/prints_of_nobody.hpp"
#include "tests/unit/service/service_fixture.hpp"

namespace dactyl {
namespace {

Repository new_repository(const std::filesystem::path& path) {
    const auto master = generate_master_key().value();
    EXPECT_TRUE(Repository::create(path, master));
    return Repository::open(path, master).value();
}

class GalleryCacheTest : public testing::Test {
  protected:
    GalleryCacheTest() : repository(new_repository(folder.path() / "store.db")) {}

    // People with one impression each, finger and person of the same number, in one change.
    void enroll(int from, int to) {
        auto change = repository.change();
        ASSERT_TRUE(change);
        for (int i = from; i < to; ++i) {
            const auto holder = change->add_person(number_of_nobody(i), "Nobody");
            ASSERT_TRUE(change->add_impression(*holder, {}, encode_native(template_of({.finger = i})).value()));
        }
        ASSERT_TRUE(change->commit());
    }
    std::vector<Candidate> find(int finger) {
        const auto snapshot = cache.refresh(repository).value();
        return search_snapshot(*snapshot, Probe(template_of({.finger = finger, .impression = 1})),
                               identification_options({}, snapshot->size()))
            .value();
    }
    HolderId holder_of(int person) { return repository.find_holder(number_of_nobody(person)).value().value(); }

    TemporaryFolder folder;
    Repository repository;
    GalleryCache cache;
};

TEST_F(GalleryCacheTest, AnUnchangedStoreGivesTheSameSnapshot) {
    enroll(0, 3);
    const auto first = cache.refresh(repository).value();
    EXPECT_EQ(first->size(), 3U);
    EXPECT_EQ(cache.refresh(repository).value(), first);
}

TEST_F(GalleryCacheTest, NewcomersAreFoundAndOldSnapshotsStay) {
    enroll(0, 3);
    const auto before = cache.refresh(repository).value();
    enroll(3, 5);
    EXPECT_EQ(find(4).size(), 1U);
    EXPECT_EQ(find(4).front().holder, holder_of(4));
    EXPECT_EQ(find(0).front().holder, holder_of(0));
    EXPECT_EQ(before->size(), 3U);
    const auto now = cache.refresh(repository).value();
    EXPECT_EQ(loaded_after(*now, before->last_loaded)->size(), 2U);
}

TEST_F(GalleryCacheTest, TheErasedAreGone) {
    enroll(0, 4);
    ASSERT_EQ(find(2).size(), 1U);
    auto change = repository.change();
    ASSERT_TRUE(change->erase_person(holder_of(2)));
    ASSERT_TRUE(change->commit());
    EXPECT_TRUE(find(2).empty());
    EXPECT_EQ(cache.refresh(repository).value()->size(), 3U);
    enroll(4, 5);
    EXPECT_EQ(find(4).size(), 1U);
}

TEST_F(GalleryCacheTest, WhatCameSinceJoinsWhatIsThere) {
    enroll(0, 600);
    const auto before = cache.refresh(repository).value();
    enroll(600, 601);
    const auto grown = cache.refresh(repository).value();
    EXPECT_EQ(before->size(), 600U);
    EXPECT_EQ(grown->size(), 601U);
    EXPECT_EQ(grown->gallery.parts().front().segment, before->gallery.parts().front().segment) << "shared";
    EXPECT_EQ(find(5).front().holder, holder_of(5));
    EXPECT_EQ(find(600).front().holder, holder_of(600));
}

TEST_F(GalleryCacheTest, AHolderWithImpressionsInBothPartsIsOneCandidate) {
    enroll(0, 256);
    ASSERT_EQ(cache.refresh(repository).value()->size(), 256U);
    auto change = repository.change();
    ASSERT_TRUE(
        change->add_impression(holder_of(7), {}, encode_native(template_of({.finger = 7, .impression = 2})).value()));
    ASSERT_TRUE(change->commit());
    EXPECT_EQ(find(7).size(), 1U);
}

TEST_F(GalleryCacheTest, TemplatesOfAnotherExtractorVersionAreLeftOut) {
    enroll(0, 2);
    Template outdated = template_of({.finger = 5});
    outdated.extractor_version = static_cast<std::uint16_t>(extractor_version() + 1);
    Template present = template_of({.finger = 6});
    present.extractor_version = extractor_version();
    auto change = repository.change();
    for (const auto& [person, print] : {std::pair{5, outdated}, std::pair{6, present}}) {
        const auto holder = change->add_person(number_of_nobody(person), "Nobody");
        ASSERT_TRUE(change->add_impression(*holder, {}, encode_native(print).value()));
    }
    ASSERT_TRUE(change->commit());
    EXPECT_TRUE(find(5).empty());
    EXPECT_EQ(find(6).size(), 1U);
    EXPECT_EQ(cache.refresh(repository).value()->size(), 3U);
}

TEST_F(GalleryCacheTest, ATemplateThatDoesNotDecodeIsDamage) {
    auto change = repository.change();
    const auto holder = change->add_person(number_of_nobody(1), "Nobody");
    ASSERT_TRUE(change->add_impression(*holder, {}, bytes_of("no template")));
    ASSERT_TRUE(change->commit());
    EXPECT_EQ(cache.refresh(repository).error().code, ErrorCode::kStoreDamaged);
}

}  // namespace
}  // namespace dactyl
