#include "engine/accounts/backup.hpp"

#include <fstream>

#include "tests/unit/accounts/store_fixture.hpp"

namespace dactyl {
namespace {

namespace fs = std::filesystem;

class Backup : public OnEveryStore {
  protected:
    Backup() : file(folder.path() / "people.backup") {}

    void fill(Repository& repository) {
        for (int i = 1; i <= 3; ++i) ASSERT_TRUE(enroll(repository, i, 2));
        auto change = repository.change();
        const std::array fingers = {FingerId(1)};
        ASSERT_TRUE(change->add_card(HolderId(1), CardKind::kDebit, "4111111111111111", "purse", fingers));
        ASSERT_TRUE(
            change->audit({.event = AuditEvent::kCardLinked, .holder = HolderId(1), .card = CardId(1), .caller = {}}));
        ASSERT_TRUE(change->commit());
    }
    /// Restores into a place of its own; `path` names it then.
    Result<BackupReport> restore() {
        path = backend == Backend::kSqlite ? folder.path() / "restored.db"
                                           : fs::path(PostgresServer::shared()->empty_store());
        return Repository::restore(path, file);
    }
    std::string content() const {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void write(const std::string& bytes) const { std::ofstream(file, std::ios::binary) << bytes; }

    fs::path file;
};

TEST_P(Backup, EverythingComesBack) {
    StoreId store{};
    {
        auto repository = open();
        fill(repository);
        store = repository.store_id();
        const auto written = repository.backup(file);
        ASSERT_TRUE(written) << written.error().message;
        EXPECT_GT(written->rows, 20);
        EXPECT_EQ(repository.backup(file).error().code, ErrorCode::kAlreadyExists);
    }
    const auto restored = restore();
    ASSERT_TRUE(restored) << restored.error().message;
    auto again = open();
    EXPECT_EQ(again.store_id(), store);
    EXPECT_EQ(again.people()->size(), 3U);
    EXPECT_EQ(again.impressions(HolderId(2))->size(), 2U);
    EXPECT_EQ(again.cards(HolderId(1))->front().last_four, "1111");
    EXPECT_TRUE(again.verify_audit()->intact());
    EXPECT_EQ(again.verify_audit()->entries, 1);
    EXPECT_TRUE(again.check());
    EXPECT_EQ(enroll(again, 9).value(), HolderId(4)) << "counters go on";
    EXPECT_EQ(Repository::restore(path, file).error().code, ErrorCode::kAlreadyExists);
}

TEST_P(Backup, MovesToTheOtherDatabase) {
    if (PostgresServer::shared() == nullptr) GTEST_SKIP() << "PostgreSQL 15 is not installed";
    {
        auto repository = open();
        fill(repository);
        ASSERT_TRUE(repository.backup(file));
    }
    path =
        backend == Backend::kPostgres ? folder.path() / "moved.db" : fs::path(PostgresServer::shared()->empty_store());
    ASSERT_TRUE(Repository::restore(path, file));
    auto moved = open();
    EXPECT_EQ(moved.people()->size(), 3U);
    EXPECT_TRUE(moved.check());
    EXPECT_TRUE(enroll(moved, 9));
}

TEST_P(Backup, IsOfOneMomentWhileOthersWrite) {
    auto repository = open();
    fill(repository);
    auto other = open();
    auto change = other.change();
    ASSERT_TRUE(change->add_person(number_of_nobody(50), "Nobody in the making"));
    ASSERT_TRUE(repository.backup(file));
    ASSERT_TRUE(change->commit());
    ASSERT_TRUE(restore());
    EXPECT_EQ(open().people()->size(), 3U);
}

TEST_P(Backup, TellsAStrangerNothing) {
    auto repository = open();
    fill(repository);
    ASSERT_TRUE(repository.backup(file));
    for (const std::string_view secret :
         {std::string_view("Nobody the"), std::string_view("4111111111111111"), kTemplateText.substr(0, 12)}) {
        EXPECT_EQ(content().find(secret), std::string::npos);
    }
    EXPECT_EQ(fs::status(file).permissions() & fs::perms::all, fs::perms::owner_read | fs::perms::owner_write);
}

TEST_P(Backup, DamageIsFoundAndNothingIsRestored) {
    {
        auto repository = open();
        fill(repository);
        ASSERT_TRUE(repository.backup(file));
    }
    const std::string whole = content();
    for (std::size_t at = 0; at < whole.size(); at += 1 + whole.size() / 25) {
        std::string flipped = whole;
        flipped[at] = static_cast<char>(flipped[at] ^ 1);
        for (const std::string& wrong : {flipped, whole.substr(0, at)}) {
            write(wrong);
            const auto restored = restore();
            ASSERT_FALSE(restored) << at;
            const auto code = restored.error().code;
            EXPECT_TRUE(code == ErrorCode::kCorrupt || code == ErrorCode::kUnsupportedFormat ||
                        code == ErrorCode::kVersionTooNew)
                << at << " " << restored.error().message;
            EXPECT_FALSE(Repository::open(path, master)) << at;
        }
    }
    write(whole + "x");
    EXPECT_EQ(restore().error().code, ErrorCode::kCorrupt);
    EXPECT_EQ(Repository::restore(folder.path() / "new.db", folder.path() / "none").error().code, ErrorCode::kNotFound);
}

DACTYL_ON_EVERY_STORE(Backup);

}  // namespace
}  // namespace dactyl
