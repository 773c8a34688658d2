#include "tests/unit/accounts/store_fixture.hpp"

namespace dactyl {
namespace {

class RepositoryKeys : public OnEveryStore {
  protected:
    RepositoryKeys() : next(generate_master_key().value()) {}
    MasterKey next;
};

TEST_P(RepositoryKeys, AfterARotationOnlyTheNewKeyOpensIt) {
    auto running = open();
    const auto holder = enroll(running, 1).value();
    EXPECT_EQ(running.keys()->master, master.id);
    EXPECT_EQ(running.keys()->epoch, 1);
    {
        auto repository = open();
        auto change = repository.change();
        ASSERT_TRUE(change->rotate_master(next));
        ASSERT_TRUE(change->commit());
    }
    EXPECT_EQ(open_error(), ErrorCode::kKeyMismatch);
    EXPECT_EQ(running.keys()->master, next.id);
    EXPECT_EQ(running.keys()->epoch, 2);
    // Who had it open goes on.
    EXPECT_TRUE(enroll(running, 2));
    auto again = Repository::open(path, next);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->person(holder));
    EXPECT_EQ(again->people()->size(), 2U);
}

TEST_P(RepositoryKeys, AProfileThatWasAlteredOpensNothing) {
    EXPECT_EQ(open().keys()->profile, profile);
    tamper(profile == CryptoProfile::kNational ? "DELETE FROM meta WHERE name = 'profile'"
                                               : "INSERT INTO meta (name, value) VALUES ('profile', x'02')");
    EXPECT_EQ(open_error(), ErrorCode::kKeyMismatch);
}

TEST_P(RepositoryKeys, ARotationThatIsDroppedChangesNothing) {
    auto repository = open();
    {
        auto change = repository.change();
        ASSERT_TRUE(change->rotate_master(next));
    }
    EXPECT_TRUE(Repository::open(path, master));
}

TEST_P(RepositoryKeys, TheSecondKeyRotatesByItself) {
    const auto hidden = generate_master_key().value();
    HolderId holder;
    {
        auto repository = Repository::open(path, master, {}, &hidden).value();
        holder = enroll(repository, 1).value();
        auto change = repository.change();
        ASSERT_TRUE(change->set_hidden_fields(holder, {{PersonalField::kPhone, "000"}}));
        ASSERT_TRUE(change->rotate_hidden(next));
        ASSERT_TRUE(change->commit());
        EXPECT_EQ(repository.keys()->hidden, next.id);
    }
    EXPECT_EQ(Repository::open(path, master, {}, &hidden).error().code, ErrorCode::kKeyMismatch);
    EXPECT_EQ(Repository::open(path, master, {}, &next)->hidden_fields(holder)->size(), 1U);
    EXPECT_EQ(open().change()->rotate_hidden(next).error().code, ErrorCode::kKeyUnusable);
}

DACTYL_ON_EVERY_STORE(RepositoryKeys);

}  // namespace
}  // namespace dactyl
