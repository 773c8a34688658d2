#include "engine/accounts/sql/transaction.hpp"

#include <utility>

namespace dactyl::sql {

Result<Transaction> Transaction::begin(Database& database, Durability durability) {
    if (auto begun = database.begin(durability); !begun) return pass(begun);
    return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
    if (database_ != nullptr) database_->rollback();
}

Result<void> Transaction::commit() {
    Database* const database = std::exchange(database_, nullptr);
    if (auto committed = database->commit(); !committed) {
        database->rollback();
        return committed;
    }
    return {};
}

Result<Snapshot> Snapshot::begin(Database& database) {
    if (auto begun = database.begin_snapshot(); !begun) return pass(begun);
    return Snapshot(database);
}

Snapshot::Snapshot(Snapshot&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}

Snapshot::~Snapshot() {
    if (database_ != nullptr) database_->rollback();
}

}  // namespace dactyl::sql
