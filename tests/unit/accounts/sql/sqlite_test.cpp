#include "engine/accounts/sql/sqlite.hpp"

#include <fstream>

#include <sqlite3.h>
#include <sys/stat.h>

#include "engine/accounts/sql/transaction.hpp"
#include "tests/support/temporary_folder.hpp"

namespace dactyl::sql {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

Result<void> make_table(Database& database) {
    if (auto made = database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, b BLOB, s TEXT UNIQUE) STRICT"); !made) {
        return pass(made);
    }
    return {};
}

class Sqlite : public testing::Test {
  protected:
    Sqlite() : path(folder.path() / "store ä?#%.db") { EXPECT_TRUE(create_sqlite(path, make_table)); }

    std::unique_ptr<Database> open(Options options = {}) { return open_sqlite(path, options).value(); }
    static std::int64_t count(Database& database) {
        std::int64_t rows = -1;
        EXPECT_TRUE(database.query("SELECT count(*) FROM t", {}, [&](const Row& row) -> Result<void> {
            rows = row.integer(0);
            return {};
        }));
        return rows;
    }

    TemporaryFolder folder;
    fs::path path;
};

TEST_F(Sqlite, ValuesComeBack) {
    const auto database = open();
    const std::string bytes("\0\1\2", 3);
    EXPECT_EQ(database
                  ->execute("INSERT INTO t VALUES ($1, $2, $3), (2, NULL, '')",
                            {std::int64_t{1} << 62, bytes_of(bytes), std::string_view("O'Brien; --")})
                  .value(),
              2);
    EXPECT_TRUE(database->query("SELECT id, b, s FROM t WHERE id = $1", {std::int64_t{1} << 62},
                                [&](const Row& row) -> Result<void> {
                                    EXPECT_EQ(row.integer(0), std::int64_t{1} << 62);
                                    EXPECT_EQ(text_of(row.blob(1)), bytes);
                                    EXPECT_EQ(row.text(2), "O'Brien; --");
                                    EXPECT_FALSE(row.is_null(1));
                                    return {};
                                }));
    EXPECT_TRUE(database->query("SELECT b, s FROM t WHERE id = 2", {}, [&](const Row& row) -> Result<void> {
        EXPECT_TRUE(row.is_null(0));
        EXPECT_EQ(row.text(1), "");
        return {};
    }));
}

TEST_F(Sqlite, ACallbackEndsTheQuery) {
    const auto database = open();
    ASSERT_TRUE(database->execute("INSERT INTO t (id) VALUES (1), (2), (3)"));
    int seen = 0;
    const auto queried = database->query("SELECT id FROM t", {}, [&](const Row&) -> Result<void> {
        ++seen;
        return fail(ErrorCode::kCancelled, "enough");
    });
    EXPECT_EQ(queried.error().code, ErrorCode::kCancelled);
    EXPECT_EQ(seen, 1);
    EXPECT_EQ(count(*database), 3);
}

TEST_F(Sqlite, ATransactionIsAllOrNothing) {
    const auto database = open();
    {
        auto dropped = Transaction::begin(*database);
        ASSERT_TRUE(dropped);
        ASSERT_TRUE(database->execute("INSERT INTO t (id) VALUES (1)"));
    }
    EXPECT_EQ(count(*database), 0);
    auto kept = Transaction::begin(*database);
    ASSERT_TRUE(kept);
    ASSERT_TRUE(database->execute("INSERT INTO t (id) VALUES (1)"));
    ASSERT_TRUE(kept->commit());
    EXPECT_EQ(count(*open()), 1);
}

TEST_F(Sqlite, AUniqueConstraintIsToldApart) {
    const auto database = open();
    ASSERT_TRUE(database->execute("INSERT INTO t (id, s) VALUES (1, 'secret')"));
    const auto again = database->execute("INSERT INTO t (id, s) VALUES (2, 'secret')");
    EXPECT_EQ(again.error().code, ErrorCode::kAlreadyExists);
    EXPECT_EQ(again.error().message.find("secret"), std::string::npos);
    EXPECT_EQ(database->execute("INSERT INTO t (id) VALUES (1)").error().code, ErrorCode::kAlreadyExists);
}

TEST_F(Sqlite, IsDurableByDefault) {
    const auto database = open();
    const auto setting = [&](std::string_view pragma) {
        std::string value;
        EXPECT_TRUE(database->query(pragma, {}, [&](const Row& row) -> Result<void> {
            value = row.text(0);
            return {};
        }));
        return value;
    };
    EXPECT_EQ(setting("PRAGMA journal_mode"), "wal");
    EXPECT_EQ(setting("PRAGMA synchronous"), "2");
    EXPECT_EQ(setting("PRAGMA foreign_keys"), "1");
    EXPECT_EQ(setting("PRAGMA secure_delete"), "1");
}

TEST_F(Sqlite, FilesBelongToTheirOwnerAlone) {
    const auto database = open();
    ASSERT_TRUE(database->execute("INSERT INTO t (id) VALUES (1)"));
    for (const std::string suffix : {"", "-wal", "-shm"}) {
        struct stat status {};
        ASSERT_EQ(::stat((path.string() + suffix).c_str(), &status), 0) << suffix;
        EXPECT_EQ(status.st_mode & 0777, 0600) << suffix;
    }
}

TEST_F(Sqlite, CreationNeverReplaces) {
    EXPECT_EQ(create_sqlite(path, make_table).error().code, ErrorCode::kAlreadyExists);
    EXPECT_EQ(create_sqlite(folder.path() / "no" / "x.db", make_table).error().code, ErrorCode::kNotFound);
}

TEST_F(Sqlite, AFailedCreationLeavesNothing) {
    const auto other = folder.path() / "other.db";
    const auto made = create_sqlite(other, [](Database&) { return Result<void>(fail(ErrorCode::kDiskFull, "full")); });
    EXPECT_EQ(made.error().code, ErrorCode::kDiskFull);
    for (const auto& entry : fs::directory_iterator(folder.path())) EXPECT_EQ(entry.path(), path);
}

TEST_F(Sqlite, TwoConnectionsWaitForOneAnother) {
    const auto first = open();
    const auto second = open({.busy_timeout = 20ms});
    auto writing = Transaction::begin(*first);
    ASSERT_TRUE(writing);
    EXPECT_EQ(Transaction::begin(*second).error().code, ErrorCode::kStoreLocked);
    EXPECT_EQ(count(*second), 0);  // readers are not held up
    ASSERT_TRUE(writing->commit());
    EXPECT_TRUE(Transaction::begin(*second));
}

TEST_F(Sqlite, WhatIsNotADatabaseIsSaidSo) {
    EXPECT_EQ(open_sqlite(folder.path() / "none.db").error().code, ErrorCode::kNotFound);
    EXPECT_EQ(open_sqlite(folder.path()).error().code, ErrorCode::kUnreadable);
    const auto empty = folder.path() / "empty.db";
    std::ofstream(empty).flush();
    EXPECT_EQ(open_sqlite(empty).error().code, ErrorCode::kStoreDamaged);
    const auto text = folder.path() / "text.db";
    std::ofstream(text) << std::string(10'000, 'x');
    auto opened = open_sqlite(text);
    EXPECT_EQ(opened ? (*opened)->check_structure().error().code : opened.error().code, ErrorCode::kStoreDamaged);
}

TEST_F(Sqlite, AFullDiskIsSaidSoAndChangesNothing) {
    const auto database = open();
    ASSERT_TRUE(database->execute("INSERT INTO t (id) VALUES (1)"));
    ASSERT_TRUE(database->query("PRAGMA max_page_count = 8", {}, [](const Row&) -> Result<void> { return {}; }));
    const std::string large(200'000, 'x');
    const auto inserted = database->execute("INSERT INTO t (id, b) VALUES (2, $1)", {bytes_of(large)});
    EXPECT_EQ(inserted.error().code, ErrorCode::kDiskFull);
    EXPECT_EQ(count(*database), 1);
    EXPECT_TRUE(database->execute("INSERT INTO t (id) VALUES (3)"));
}

TEST_F(Sqlite, StampsComeBack) {
    const auto database = open();
    ASSERT_TRUE(database->set_stamp({.application = 77, .version = 3}));
    const auto stamp = open()->stamp();
    EXPECT_EQ(stamp->application, 77);
    EXPECT_EQ(stamp->version, 3);
}

}  // namespace
}  // namespace dactyl::sql
