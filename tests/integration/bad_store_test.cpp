#include <sqlite3.h>
#include <unistd.h>

#include "tests/integration/support/bad_pictures.hpp"
#include "tests/integration/support/people.hpp"

namespace dactyl::integration {
namespace {

namespace fs = std::filesystem;
using testing::AnyOf;
using testing::Eq;
using testing::HasSubstr;
using testing::Not;

constexpr int kNotFound = 12;
constexpr int kAlreadyExists = 13;
constexpr int kVersionTooNew = 25;
constexpr int kBadNumber = 40;
constexpr int kBadCheckDigit = 41;
constexpr int kStoreLocked = 50;
constexpr int kStoreReadOnly = 51;
constexpr int kStoreDamaged = 52;
constexpr int kKeyUnusable = 53;
constexpr int kKeyMismatch = 54;

constexpr unsigned kNobodyUser = 65534;

void execute(const std::string& database, const std::string& sql) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(database.c_str(), &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
    sqlite3_close(db);
}

// The version that a store says it is of.
int user_version(const std::string& database) {
    sqlite3* db = nullptr;
    sqlite3_stmt* query = nullptr;
    EXPECT_EQ(sqlite3_open(database.c_str(), &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &query, nullptr), SQLITE_OK);
    EXPECT_EQ(sqlite3_step(query), SQLITE_ROW);
    const int version = sqlite3_column_int(query, 0);
    sqlite3_finalize(query);
    sqlite3_close(db);
    return version;
}

// Somebody else's exclusive lock on the store.
class Lock {
  public:
    explicit Lock(const std::string& database) {
        EXPECT_EQ(sqlite3_open(database.c_str(), &db_), SQLITE_OK);
        EXPECT_EQ(sqlite3_exec(db_, "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE", nullptr, nullptr, nullptr),
                  SQLITE_OK);
    }
    ~Lock() { sqlite3_close(db_); }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

  private:
    sqlite3* db_ = nullptr;
};

// Fails with that status and names the thing; and the store, once it is whole again, has lost nobody.
void expect_failure(const Outcome& outcome, int status, const std::string& named) {
    EXPECT_EQ(outcome.status, status) << outcome.err << outcome.out;
    ASSERT_THAT(outcome.err, HasSubstr("error"));
    EXPECT_EQ(outcome.error()["status"], status);
    EXPECT_THAT(outcome.error()["message"].get<std::string>(), HasSubstr(named));
}

TEST(BadStore, MissingStoreSaysHowToMakeOne) {
    const Store store;
    const Outcome outcome = store.run({"holder", "list"});
    expect_failure(outcome, kNotFound, store.database());
    EXPECT_THAT(outcome.err, HasSubstr("dactyl store init"));
    EXPECT_FALSE(fs::exists(store.database()));
}

TEST(BadStore, InitNeverOverwrites) {
    const Store store;
    ASSERT_EQ(store.run({"store", "init"}).status, 0);
    const std::string before = read_text(store.key());
    expect_failure(store.run({"store", "init"}), kAlreadyExists, store.folder().path());
    EXPECT_EQ(read_text(store.key()), before);
}

TEST(BadStore, WrongNumbersAreRefusedAndNeverRepeated) {
    const Store store;
    ASSERT_EQ(store.enrol(kFirst, 1).status, 0);
    const std::string wrong_check = kFirst.substr(0, 17) + "5";
    for (const auto& [number, status] :
         {std::pair<std::string, int>{wrong_check, kBadCheckDigit}, {"12345", kBadNumber}, {"", kBadNumber}}) {
        const Outcome outcome = store.run({"verify", "--id", number, store.print(1)});
        EXPECT_EQ(outcome.status, status) << outcome.err;
        if (!number.empty()) {
            EXPECT_THAT(outcome.err, Not(HasSubstr(number)));
        }
    }
    const Outcome card = store.run({"card", "link", "--id", kFirst, "--kind", "debit", "--number", "9999991000000005"});
    EXPECT_EQ(card.status, kBadCheckDigit);
    EXPECT_THAT(card.err, Not(HasSubstr("9999991000000005")));
    EXPECT_EQ(store.run({"card", "link", "--id", kFirst, "--kind", "debit", "--number", "12"}).status, kBadNumber);
    EXPECT_EQ(store.run({"card", "link", "--id", kFirst, "--kind", "library", "--number", "1234"}).status, 2);
    EXPECT_EQ(store.run({"unlock", "--id", "", store.print(1)}).status, kBadNumber);
    EXPECT_EQ(store.run({"card", "list", "--id", kFirst}).json()["cards"].size(), 0U);
}

TEST(BadStore, UnknownAndDoubledCards) {
    const Store store;
    ASSERT_EQ(store.enrol(kFirst, 1).status, 0);
    ASSERT_EQ(store.run({"card", "link", "--id", kFirst, "--kind", "debit", "--number", kDebit}).status, 0);
    expect_failure(store.run({"unlock", store.print(1), "--id", kFirst, "--card", "golden"}), kNotFound, "card");
    expect_failure(store.run({"card", "freeze", "--id", kFirst, "--card", "golden"}), kNotFound, "card");
    expect_failure(store.run({"card", "unlink", "--id", kFirst, "--card", "golden"}), kNotFound, "card");
    EXPECT_EQ(store.run({"card", "list", "--id", kNobody}).status, kNotFound);
    EXPECT_EQ(
        store.run({"card", "link", "--id", kFirst, "--kind", "debit", "--number", kDebit, "--alias", "second"}).status,
        kAlreadyExists);
    EXPECT_EQ(store.run({"card", "list", "--id", kFirst}).json()["cards"].size(), 1U);
}

TEST(BadStore, AFingerBelongsToOnePerson) {
    const Store store;
    ASSERT_EQ(store.enrol(kFirst, 1).status, 0);
    EXPECT_EQ(store.enrol(kSecond, 1).status, kAlreadyExists);
    EXPECT_EQ(store.run({"holder", "list"}).json()["holders"].size(), 1U);
}

TEST(BadStore, Locked) {
    const Store store;
    ASSERT_EQ(store.enrol(kFirst, 1).status, 0);
    {
        const Lock lock(store.database());
        expect_failure(store.run({"holder", "list"}), kStoreLocked, store.database());
    }
    EXPECT_EQ(store.run({"verify", "--id", kFirst, store.print(1)}).status, 0);
}

TEST(BadStore, ReadOnly) {
    const Store store;
    ASSERT_EQ(store.enrol(kFirst, 1).status, 0);
    const std::string print = store.print(1);
    fs::permissions(store.folder().path(), fs::perms(0555));
    for (const std::string& name : names_in(store.folder().path()))
        fs::permissions(store.folder() / name, fs::perms(0444));
    fs::permissions(store.key(), fs::perms(0400));
    fs::permissions(store.key() + ".hidden", fs::perms(0400));
    const Surroundings nobody{.as_nobody = true};
    if (geteuid() == 0) {
        ASSERT_EQ(chown(store.key().c_str(), kNobodyUser, kNobodyUser), 0);
    }
    if (store.run({"doctor"}, nobody).status == 127) GTEST_SKIP() << "privileges cannot be dropped here";

    EXPECT_EQ(store.run({"card", "link", "--id", kFirst, "--kind", "debit", "--number", kDebit}, nobody).status,
              kStoreReadOnly);
    EXPECT_EQ(store.run({"holder", "erase", "--id", kFirst, "--yes"}, nobody).status, kStoreReadOnly);
    EXPECT_EQ(store.run({"holder", "list"}, nobody).json()["holders"].size(), 1U);

    fs::permissions(store.folder().path(), fs::perms(0777));
}

TEST(BadStore, NewerVersion) {
    const Store store;
    ASSERT_EQ(store.enrol(kFirst, 1).status, 0);
    const int version = user_version(store.database());
    execute(store.database(), "PRAGMA user_version = 99");
    const std::string before = read_text(store.database());
    expect_failure(store.run({"holder", "list"}), kVersionTooNew, store.database());
    EXPECT_EQ(read_text(store.database()), before);
    execute(store.database(), "PRAGMA user_version = " + std::to_string(version));
    EXPECT_EQ(store.run({"verify", "--id", kFirst, store.print(1)}).status, 0);
}

TEST(BadStore, Damaged) {
    const Store store;
    ASSERT_EQ(store.enrol(kFirst, 1).status, 0);
    const std::string whole = read_text(store.database());
    std::string torn = whole;
    for (std::size_t i = 4096; i + 64 < torn.size(); i += 128) torn[i] ^= '\x5a';
    for (const std::string& bytes :
         {std::string(), whole.substr(0, 2000), whole.substr(0, whole.size() - 4096), torn}) {
        write_text(store.database(), bytes);
        const Outcome outcome = store.run({"verify", "--id", kFirst, store.print(1)});
        expect_failure(outcome, kStoreDamaged, store.database());
        EXPECT_EQ(read_text(store.database()), bytes)
            << "a damaged store must stay as it is, for those who can save it";
    }
    write_text(store.database(),
               "this is a letter, not a database, and long enough to have a header of 100 bytes ...........");
    EXPECT_THAT(store.run({"holder", "list"}).status, AnyOf(Eq(kStoreDamaged), Eq(23)));
    write_text(store.database(), whole);
    EXPECT_EQ(store.run({"verify", "--id", kFirst, store.print(1)}).status, 0);
}

TEST(BadStore, KeyThatDoesNotFit) {
    const Store store;
    const Store other;
    ASSERT_EQ(store.enrol(kFirst, 1).status, 0);
    ASSERT_EQ(other.run({"store", "init"}).status, 0);
    const std::string key = read_text(store.key());

    write_text(store.key(), read_text(other.key()));
    expect_failure(store.run({"holder", "list"}), kKeyMismatch, "key");
    for (const std::string& bytes : {std::string(), key.substr(0, 10), with_damage(key), key + "x"}) {
        write_text(store.key(), bytes);
        expect_failure(store.run({"holder", "list"}), kKeyUnusable, store.key());
    }
    write_text(store.key(), key);
    fs::permissions(store.key(), fs::perms(0644));
    expect_failure(store.run({"holder", "list"}), kKeyUnusable, store.key());
    fs::remove(store.key());
    expect_failure(store.run({"holder", "list"}), kKeyUnusable, store.key());

    write_text(store.key(), key);
    fs::permissions(store.key(), fs::perms(0600));
    EXPECT_EQ(store.run({"verify", "--id", kFirst, store.print(1)}).status, 0);
}

}  // namespace
}  // namespace dactyl::integration
