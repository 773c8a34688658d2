#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "engine/accounts/sql/database.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace dactyl::sql {

struct CloseSqliteConnection {
    void operator()(sqlite3* connection) const;
};
struct FinishSqliteStatement {
    void operator()(sqlite3_stmt* statement) const;
};
using SqliteConnection = std::unique_ptr<sqlite3, CloseSqliteConnection>;
using SqliteStatement = std::unique_ptr<sqlite3_stmt, FinishSqliteStatement>;

/// A Database over one SQLite connection. Statements are prepared once and kept.
class SqliteDatabase : public Database {
  public:
    SqliteDatabase(SqliteConnection connection, std::string name);

    const Dialect& dialect() const override;
    const std::string& name() const override { return name_; }
    bool read_only() const override;
    Result<Stamp> stamp() override;
    Result<void> set_stamp(const Stamp& stamp) override;
    Result<std::int64_t> execute(std::string_view sql, Values values) override;
    Result<void> query(std::string_view sql, Values values, const OnRow& on_row) override;
    Result<void> begin(Durability durability) override;
    Result<void> begin_snapshot() override;
    Result<void> commit() override { return run("COMMIT"); }
    void rollback() noexcept override;
    Result<void> check_structure() override;
    Result<void> settle() override { return run("PRAGMA wal_checkpoint(TRUNCATE)"); }

    /// Runs one statement and lets its rows go.
    Result<void> run(std::string_view sql);

  private:
    tl::unexpected<Error> failed() const;
    Result<sqlite3_stmt*> prepared(std::string_view sql);
    Result<void> step_all(std::string_view sql, Values values, const OnRow* on_row);

    SqliteConnection connection_;
    std::string name_;
    Durability durability_ = Durability::kNow;  // as the connection is set
    std::map<std::string, SqliteStatement, std::less<>> statements_;
};

}  // namespace dactyl::sql
