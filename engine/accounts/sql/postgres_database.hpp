#pragma once

#include <map>
#include <memory>
#include <string>

#include "engine/accounts/sql/database.hpp"

struct pg_conn;
struct pg_result;

namespace dactyl::sql {

struct ClosePostgresConnection {
    void operator()(pg_conn* connection) const;
};
struct ClearPostgresResult {
    void operator()(pg_result* result) const;
};
using PostgresConnection = std::unique_ptr<pg_conn, ClosePostgresConnection>;
using PostgresResult = std::unique_ptr<pg_result, ClearPostgresResult>;

/// A Database over one connection to a PostgreSQL server; values travel in binary. Statements are prepared once and
/// kept. A connection that was lost is made anew outside of transactions.
class PostgresDatabase : public Database {
  public:
    PostgresDatabase(PostgresConnection connection, std::string name);

    /// Settings of the session. Errors: those of execute().
    Result<void> configure(std::int64_t lock_timeout_ms);

    const Dialect& dialect() const override;
    const std::string& name() const override { return name_; }
    bool read_only() const override { return read_only_; }
    Result<Stamp> stamp() override;
    Result<void> set_stamp(const Stamp& stamp) override;
    Result<std::int64_t> execute(std::string_view sql, Values values) override;
    Result<void> query(std::string_view sql, Values values, const OnRow& on_row) override;
    Result<void> begin(Durability durability) override;
    Result<void> begin_snapshot() override;
    Result<void> commit() override;
    void rollback() noexcept override;
    Result<void> check_structure() override;
    Result<void> settle() override;

  private:
    Result<PostgresResult> run(std::string_view sql, Values values);
    Result<PostgresResult> run_plain(const char* sql);
    Result<std::string> prepared(std::string_view sql, Values values);
    Result<void> reconnect_if_lost();
    tl::unexpected<Error> failed(const pg_result* result) const;

    PostgresConnection connection_;
    std::string name_;
    std::int64_t lock_timeout_ms_ = 0;
    bool read_only_ = false;
    bool in_transaction_ = false;
    std::map<std::string, std::string, std::less<>> statements_;  // SQL -> name on the server
};

}  // namespace dactyl::sql
