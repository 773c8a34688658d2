#include <utility>

#include "engine/accounts/record.hpp"
#include "engine/accounts/repository.hpp"
#include "engine/accounts/stored_records.hpp"

namespace dactyl {
namespace {

using stored::id_from_sql;
using stored::sql_id;

}  // namespace

Result<std::int64_t> RepositoryChange::next(std::string_view counter) {
    std::optional<std::int64_t> value;
    const auto counted =
        repository_->database_->query("UPDATE counters SET value = value + 1 WHERE name = $1 RETURNING value",
                                      {counter}, [&](const sql::Row& row) -> Result<void> {
                                          value = row.integer(0);
                                          return {};
                                      });
    if (!counted) return pass(counted);
    if (!value) return fail(ErrorCode::kStoreDamaged, "the store has lost a counter");
    return *value;
}

Result<HolderId> RepositoryChange::add_person(const IdentityNumber& number, std::string_view name,
                                              std::string_view household) {
    const Vault& vault = repository_->vault_;
    const auto token = stored::number_token(vault, number);
    if (!token) return pass(token);
    const auto id = next("holder");
    if (!id) return pass(id);
    const auto holder = id_from_sql<HolderId>(*id);
    const auto key = Vault::new_holder_key();
    if (!key) return pass(key);
    const auto wrapped = vault.wrap(holder, *key);
    if (!wrapped) return pass(wrapped);
    RecordWriter writer;
    writer.text(number.text());
    writer.text(name);
    writer.text(household);
    const auto sealed = vault.seal(*key, stored::person_record(holder), writer.view());
    if (!sealed) return pass(sealed);
    const auto added =
        repository_->database_->execute("INSERT INTO holders (id, number_token, key, person) VALUES ($1, $2, $3, $4)",
                                        {*id, ByteView(*token), ByteView(*wrapped), ByteView(*sealed)});
    if (!added) return pass(added);
    return holder;
}

Result<StoredImpression> RepositoryChange::add_impression(HolderId holder, std::optional<FingerId> finger,
                                                          ByteView bytes) {
    const auto key = repository_->holder_key(holder);
    if (!key) return pass(key);
    const auto id = next("impression");
    if (!id) return pass(id);
    StoredImpression stored_impression;
    stored_impression.id = id_from_sql<FingerId>(*id);
    stored_impression.finger = finger.value_or(stored_impression.id);
    stored_impression.holder = holder;
    RecordWriter writer;
    writer.number(stored_impression.finger.value());
    writer.bytes(bytes);
    const auto sealed =
        repository_->vault_.seal(*key, stored::impression_record(holder, stored_impression.id), writer.view());
    if (!sealed) return pass(sealed);
    const auto added = repository_->database_->execute(
        "INSERT INTO impressions (id, holder, sealed) VALUES ($1, $2, $3)", {*id, sql_id(holder), ByteView(*sealed)});
    if (!added) return pass(added);
    stored_impression.sealed_bytes = sealed->size();
    return stored_impression;
}

Result<void> RepositoryChange::remove_impression(FingerId impression) {
    const auto removed = repository_->database_->execute("DELETE FROM impressions WHERE id = $1", {sql_id(impression)});
    if (!removed) return pass(removed);
    if (*removed == 0) return fail(ErrorCode::kNotFound, "no such impression");
    if (auto counted = next("erasure"); !counted) return pass(counted);
    erased_ = true;
    return {};
}

Result<void> RepositoryChange::erase_person(HolderId holder) {
    const auto erased = repository_->database_->execute("DELETE FROM holders WHERE id = $1", {sql_id(holder)});
    if (!erased) return pass(erased);
    if (*erased == 0) return fail(ErrorCode::kNotFound, "no such holder");
    if (auto counted = next("erasure"); !counted) return pass(counted);
    erased_ = true;
    return {};
}

Result<void> RepositoryChange::remove_card(CardId card) {
    const auto removed = repository_->database_->execute("DELETE FROM cards WHERE id = $1", {sql_id(card)});
    if (!removed) return pass(removed);
    if (*removed == 0) return fail(ErrorCode::kNotFound, "no such card");
    return {};
}

Result<void> RepositoryChange::redeem(const GrantClaims& claims, std::chrono::sys_seconds now) {
    sql::Database& database = *repository_->database_;
    const auto forgotten = database.execute("DELETE FROM redeemed_grants WHERE expires <= $1",
                                            {std::int64_t{now.time_since_epoch().count()}});
    if (!forgotten) return pass(forgotten);
    const auto added = database.execute("INSERT INTO redeemed_grants (id, expires) VALUES ($1, $2)",
                                        {ByteView(claims.id), std::int64_t{claims.expires.time_since_epoch().count()}});
    if (!added && added.error().code == ErrorCode::kAlreadyExists) {
        return fail(ErrorCode::kNotAllowed, "the grant was used before");
    }
    if (!added) return pass(added);
    return {};
}

Result<void> RepositoryChange::commit() {
    if (auto committed = transaction_.commit(); !committed) return committed;
    // The change is on the disk whatever comes of this: a reader elsewhere may keep the journal in use for a while.
    if (erased_) (void)repository_->database_->settle();
    return {};
}

}  // namespace dactyl
