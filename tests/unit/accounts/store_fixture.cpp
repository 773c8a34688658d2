#include "tests/unit/accounts/store_fixture.hpp"

#include <fstream>
#include <regex>

#include <fmt/core.h>
#include <sqlite3.h>

namespace dactyl {
namespace {

bool server_is_missing(Backend backend) { return backend == Backend::kPostgres && PostgresServer::shared() == nullptr; }

void sqlite_exec(const std::filesystem::path& path, const std::string& sql) {
    sqlite3* connection = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &connection), SQLITE_OK);
    char* message = nullptr;
    EXPECT_EQ(sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK) << message;
    sqlite3_free(message);
    sqlite3_close(connection);
}

}  // namespace

ResidentId number_of_nobody(int index) {
    const std::string body = fmt::format("110105{:04}0101{:03}", 1900 + index / 1000, index % 1000);
    return ResidentId::parse(body + ResidentId::check_character(body).value()).value();
}

std::string form_name(const StoreForm& form) {
    const std::string database = form.backend == Backend::kSqlite ? "Sqlite" : "Postgres";
    return form.profile == CryptoProfile::kNational ? database + "National" : database;
}

StoreTest::StoreTest(StoreForm form)
    : backend(form.backend), profile(form.profile), master(generate_master_key().value()) {
    if (!server_is_missing(backend)) fresh_store();
}

void OnEveryStore::SetUp() {
    if (server_is_missing(backend)) GTEST_SKIP() << "PostgreSQL 15 is not installed";
}

void StoreTest::fresh_store() {
    path = backend == Backend::kSqlite ? folder.path() / fmt::format("store{}.db", ++stores_)
                                       : std::filesystem::path(PostgresServer::shared()->empty_store());
    const auto created = Repository::create(path, master, nullptr, profile);
    EXPECT_TRUE(created) << created.error().message;
}

ErrorCode StoreTest::open_error() const {
    const auto opened = Repository::open(path, master);
    EXPECT_FALSE(opened);
    return opened ? ErrorCode::kInternal : opened.error().code;
}

Result<HolderId> StoreTest::enroll(Repository& repository, int index, int impressions) {
    auto change = repository.change();
    if (!change) return pass(change);
    const auto holder = change->add_person(number_of_nobody(index), fmt::format("Nobody the {}th", index));
    if (!holder) return pass(holder);
    std::optional<FingerId> finger;
    for (int i = 0; i < impressions; ++i) {
        const auto added = change->add_impression(*holder, finger, bytes_of(kTemplateText));
        if (!added) return pass(added);
        finger = added->finger;
    }
    if (auto committed = change->commit(); !committed) return pass(committed);
    return holder;
}

void StoreTest::tamper(const std::string& sql) const {
    if (backend == Backend::kSqlite) return sqlite_exec(path, sql);
    static const std::regex bytes("x'([0-9A-Fa-f]*)'");
    EXPECT_TRUE(PostgresServer::run(path.string(), std::regex_replace(sql, bytes, "'\\x$1'::bytea"))) << sql;
}

std::string StoreTest::raw_bytes() const {
    if (backend == Backend::kPostgres) return PostgresServer::shared()->raw_bytes();
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        std::ifstream in(entry.path(), std::ios::binary);
        all.append(std::istreambuf_iterator<char>(in), {});
    }
    return all;
}

}  // namespace dactyl
