#include "engine/accounts/sql/sqlite_database.hpp"

#include <utility>

#include <fmt/core.h>
#include <sqlite3.h>

#include "engine/accounts/sql/sqlite_error.hpp"

namespace dactyl::sql {
namespace {

constexpr Dialect kDialect = {"BLOB", "INTEGER", "STRICT"};

// A statement in use: gives its locks and its hold on the parameters back whatever happens.
class Running {
  public:
    explicit Running(sqlite3_stmt* statement) : statement_(statement) {}
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() {
        sqlite3_reset(statement_);
        sqlite3_clear_bindings(statement_);
    }

  private:
    sqlite3_stmt* statement_;
};

class SqliteRow : public Row {
  public:
    explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
    bool is_null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
    std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
    std::string_view text(int column) const override { return text_of(blob(column)); }
    ByteView blob(int column) const override {
        const void* const bytes = sqlite3_column_blob(statement_, column);
        return {static_cast<const std::byte*>(bytes),
                static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
    }

  private:
    sqlite3_stmt* statement_;
};

struct Bind {
    sqlite3_stmt* statement;
    int index;
    int operator()(std::monostate) const { return sqlite3_bind_null(statement, index); }
    int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, index, value); }
    int operator()(std::string_view value) const {
        return sqlite3_bind_text64(statement, index, value.data() == nullptr ? "" : value.data(), value.size(),
                                   SQLITE_STATIC, SQLITE_UTF8);
    }
    int operator()(ByteView value) const {
        if (value.empty()) return sqlite3_bind_zeroblob(statement, index, 0);
        return sqlite3_bind_blob64(statement, index, value.data(), value.size(), SQLITE_STATIC);
    }
};

}  // namespace

void CloseSqliteConnection::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

void FinishSqliteStatement::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

SqliteDatabase::SqliteDatabase(SqliteConnection connection, std::string name)
    : connection_(std::move(connection)), name_(std::move(name)) {}

const Dialect& SqliteDatabase::dialect() const { return kDialect; }

bool SqliteDatabase::read_only() const { return sqlite3_db_readonly(connection_.get(), "main") == 1; }

Result<Stamp> SqliteDatabase::stamp() {
    Stamp stamp;
    const auto read = [&](std::string_view pragma, std::int64_t& value) {
        return query(pragma, {}, [&](const Row& row) -> Result<void> {
            value = row.integer(0);
            return {};
        });
    };
    if (auto done = read("PRAGMA application_id", stamp.application); !done) return pass(done);
    if (auto done = read("PRAGMA user_version", stamp.version); !done) return pass(done);
    return stamp;
}

Result<void> SqliteDatabase::set_stamp(const Stamp& stamp) {
    if (auto done = run(fmt::format("PRAGMA application_id = {}", stamp.application)); !done) return done;
    return run(fmt::format("PRAGMA user_version = {}", stamp.version));
}

Result<std::int64_t> SqliteDatabase::execute(std::string_view sql, Values values) {
    if (auto done = step_all(sql, values, nullptr); !done) return pass(done);
    return sqlite3_changes64(connection_.get());
}

Result<void> SqliteDatabase::query(std::string_view sql, Values values, const OnRow& on_row) {
    return step_all(sql, values, &on_row);
}

Result<void> SqliteDatabase::begin(Durability durability) {
    if (durability != durability_) {
        // Takes effect while it is prepared, and outside of transactions only: never a kept statement. With NORMAL a
        // commit is in the journal, which the next commit of FULL flushes as a whole.
        const char* const setting =
            durability == Durability::kNow ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL";
        if (sqlite3_exec(connection_.get(), setting, nullptr, nullptr, nullptr) != SQLITE_OK) return failed();
        durability_ = durability;
    }
    return run("BEGIN IMMEDIATE");
}

Result<void> SqliteDatabase::begin_snapshot() {
    if (auto begun = run("BEGIN DEFERRED"); !begun) return begun;
    // The snapshot is taken by the first reading.
    return run("SELECT 1 FROM sqlite_master LIMIT 1");
}

void SqliteDatabase::rollback() noexcept {
    // A failed statement may have rolled the transaction back already.
    if (sqlite3_get_autocommit(connection_.get()) == 0) {
        sqlite3_exec(connection_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
}

Result<void> SqliteDatabase::check_structure() {
    bool sound = false;
    const auto checked = query("PRAGMA quick_check(1)", {}, [&](const Row& row) -> Result<void> {
        sound = row.text(0) == "ok";
        return {};
    });
    if (!checked) return checked;
    if (!sound) return tl::unexpected(sqlite_error(SQLITE_CORRUPT, 0, name_));
    return {};
}

Result<void> SqliteDatabase::run(std::string_view sql) {
    return query(sql, {}, [](const Row&) -> Result<void> { return {}; });
}

tl::unexpected<Error> SqliteDatabase::failed() const {
    return tl::unexpected(last_sqlite_error(connection_.get(), name_));
}

Result<sqlite3_stmt*> SqliteDatabase::prepared(std::string_view sql) {
    const auto known = statements_.find(sql);
    if (known != statements_.end()) return known->second.get();
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                           &statement, nullptr) != SQLITE_OK) {
        return failed();
    }
    return statements_.emplace(std::string(sql), SqliteStatement(statement)).first->second.get();
}

Result<void> SqliteDatabase::step_all(std::string_view sql, Values values, const OnRow* on_row) {
    const auto prepared_statement = prepared(sql);
    if (!prepared_statement) return pass(prepared_statement);
    sqlite3_stmt* const statement = *prepared_statement;
    const Running running(statement);
    int index = 0;
    for (const Value& value : values) {
        if (std::visit(Bind{statement, ++index}, value) != SQLITE_OK) return failed();
    }
    const SqliteRow row(statement);
    int result = SQLITE_OK;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
        if (on_row == nullptr) continue;
        if (auto taken = (*on_row)(row); !taken) return taken;
    }
    if (result != SQLITE_DONE) return failed();
    return {};
}

}  // namespace dactyl::sql
