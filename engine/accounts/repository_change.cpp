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

Result<HolderId> RepositoryChange::add_person(const ResidentId& number, std::string_view name) {
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
    writer.text(number.number());
    writer.text(name);
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

Result<void> RepositoryChange::erase_person(HolderId holder) {
    const auto erased = repository_->database_->execute("DELETE FROM holders WHERE id = $1", {sql_id(holder)});
    if (!erased) return pass(erased);
    if (*erased == 0) return fail(ErrorCode::kNotFound, "no such holder");
    if (auto counted = next("erasure"); !counted) return pass(counted);
    erased_ = true;
    return {};
}

Result<Bytes> RepositoryChange::seal_card(const Card& card, std::string_view number) {
    const auto key = repository_->holder_key(card.holder);
    if (!key) return pass(key);
    RecordWriter writer;
    writer.text(number);
    writer.text(card.alias);
    return repository_->vault_.seal(*key, stored::card_record(card), writer.view());
}

Result<Card> RepositoryChange::add_card(HolderId holder, CardKind kind, std::string_view number, std::string_view alias,
                                        std::span<const FingerId> fingers) {
    const Vault& vault = repository_->vault_;
    const auto number_token = stored::card_number_token(vault, kind, number);
    if (!number_token) return pass(number_token);
    const auto alias_token = stored::alias_token(vault, holder, alias);
    if (!alias_token) return pass(alias_token);
    const auto id = next("card");
    if (!id) return pass(id);
    const Card card{id_from_sql<CardId>(*id), holder, kind, CardStatus::kActive, std::string(alias),
                    stored::last_four(number)};
    const auto sealed = seal_card(card, number);
    if (!sealed) return pass(sealed);
    const auto added = repository_->database_->execute(
        "INSERT INTO cards (id, holder, kind, status, number_token, alias_token, sealed) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7)",
        {*id, sql_id(holder), static_cast<std::int64_t>(kind), static_cast<std::int64_t>(card.status),
         ByteView(*number_token), ByteView(*alias_token), ByteView(*sealed)});
    if (!added) return pass(added);
    for (const FingerId finger : fingers) {
        const auto proof = stored::binding_proof(vault, holder, card.id, finger);
        if (!proof) return pass(proof);
        const auto bound = repository_->database_->execute(
            "INSERT INTO bindings (card, finger, proof) VALUES ($1, $2, $3)", {*id, sql_id(finger), ByteView(*proof)});
        if (!bound) return pass(bound);
    }
    return card;
}

Result<Card> RepositoryChange::set_card_status(const Card& card, CardStatus status) {
    const auto key = repository_->holder_key(card.holder);
    if (!key) return pass(key);
    std::optional<SecretBytes> plain;
    const auto read = repository_->database_->query(
        "SELECT sealed FROM cards WHERE id = $1", {sql_id(card.id)}, [&](const sql::Row& row) -> Result<void> {
            auto opened = repository_->vault_.open(*key, stored::card_record(card), row.blob(0));
            if (!opened) return pass(opened);
            plain.emplace(std::move(*opened));
            return {};
        });
    if (!read) return pass(read);
    if (!plain) return fail(ErrorCode::kNotFound, "no such card");
    Card changed = card;
    changed.status = status;
    const auto sealed = repository_->vault_.seal(*key, stored::card_record(changed), plain->view());
    if (!sealed) return pass(sealed);
    const auto updated =
        repository_->database_->execute("UPDATE cards SET status = $1, sealed = $2 WHERE id = $3",
                                        {static_cast<std::int64_t>(status), ByteView(*sealed), sql_id(card.id)});
    if (!updated) return pass(updated);
    return changed;
}

Result<void> RepositoryChange::remove_card(CardId card) {
    const auto removed = repository_->database_->execute("DELETE FROM cards WHERE id = $1", {sql_id(card)});
    if (!removed) return pass(removed);
    if (*removed == 0) return fail(ErrorCode::kNotFound, "no such card");
    return {};
}

Result<void> RepositoryChange::set_attempts(HolderId holder, const AttemptState& state) {
    const auto written = repository_->database_->execute(
        "INSERT INTO attempts (holder, failures, lockouts, locked_until) VALUES ($1, $2, $3, $4) ON CONFLICT (holder) "
        "DO UPDATE SET failures = excluded.failures, lockouts = excluded.lockouts, locked_until = "
        "excluded.locked_until",
        {sql_id(holder), std::int64_t{state.failures}, std::int64_t{state.lockouts},
         std::int64_t{state.locked_until.time_since_epoch().count()}});
    if (!written) return pass(written);
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
