#pragma once

#include "engine/accounts/sql/database.hpp"

namespace dactyl::sql {

/// All or nothing: rolls back when destroyed without commit(). The database must outlive it.
class Transaction {
  public:
    static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();

    /// On success everything is on the disk; on failure nothing is.
    Result<void> commit();

  private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;  // null once over
};

}  // namespace dactyl::sql
