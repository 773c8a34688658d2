#pragma once

#include "engine/accounts/sql/database.hpp"

namespace dactyl::sql {

/// All or nothing: rolls back when destroyed without commit(). The database must outlive it.
class Transaction {
  public:
    static Result<Transaction> begin(Database& database, Durability durability = Durability::kNow);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();

    /// On success everything is on the disk, as durably as was asked for; on failure nothing is.
    Result<void> commit();

  private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;  // null once over
};

/// One moment of a database, to be read while others write; over when destroyed. The database must outlive it.
class Snapshot {
  public:
    static Result<Snapshot> begin(Database& database);
    Snapshot(Snapshot&& other) noexcept;
    Snapshot& operator=(Snapshot&&) = delete;
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
    ~Snapshot();

  private:
    explicit Snapshot(Database& database) : database_(&database) {}
    Database* database_;  // null once moved from
};

}  // namespace dactyl::sql
