#include "engine/accounts/repository.hpp"

#include <utility>

#include <fmt/core.h>

#include "engine/accounts/record.hpp"
#include "engine/accounts/stored_records.hpp"

namespace dactyl {
namespace {

using stored::id_from_sql;
using stored::sql_id;

constexpr std::size_t kCheckedAtOnce = 1000;  // impressions held in memory while everything is checked

Bytes copied(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

}  // namespace

Error Repository::named(const Error& error) const {
    const bool nameless = error.code == ErrorCode::kStoreDamaged && error.message.find(name()) == std::string::npos;
    return nameless ? Error{error.code, fmt::format("store '{}': {}", name(), error.message)} : error;
}

Result<void> Repository::check() {
    if (auto checked = database_->check_structure(); !checked) return checked;
    FingerId last;
    while (true) {
        const auto batch = sealed_impressions(last, kCheckedAtOnce);
        if (!batch) return pass(batch);
        if (batch->empty()) break;
        for (const SealedImpression& sealed : *batch) {
            if (auto opened = open_impression(sealed); !opened) return pass(opened);
        }
        last = batch->back().id;
    }
    const auto everybody = people();
    if (!everybody) return pass(everybody);
    for (const Person& person : *everybody) {
        const auto theirs = cards(person.id);
        if (!theirs) return pass(theirs);
        for (const Card& card : *theirs) {
            if (auto fingers = bound_fingers(card); !fingers) return pass(fingers);
            if (card.kind != CardKind::kCertificate) continue;
            if (auto text = certificate(card); !text) return pass(text);
        }
    }
    return {};
}

Result<std::int64_t> Repository::counter(std::string_view counter_name) {
    std::optional<std::int64_t> value;
    const auto read = database_->query("SELECT value FROM counters WHERE name = $1", {counter_name},
                                       [&](const sql::Row& row) -> Result<void> {
                                           value = row.integer(0);
                                           return {};
                                       });
    if (!read) return in_store(read);
    if (!value) return fail(ErrorCode::kStoreDamaged, fmt::format("store '{}' has lost its counters", name()));
    return *value;
}

Result<StoreMarks> Repository::marks() {
    const auto impression = counter("impression");
    if (!impression) return pass(impression);
    const auto erasures = counter("erasure");
    if (!erasures) return pass(erasures);
    const auto consents_made = counter("consent");
    if (!consents_made) return pass(consents_made);
    const auto reviews = counter("review");
    if (!reviews) return pass(reviews);
    return StoreMarks{id_from_sql<FingerId>(*impression), *erasures, *consents_made, *reviews};
}

Result<std::optional<HolderId>> Repository::find_holder(const IdentityNumber& number) {
    const auto token = stored::number_token(vault_, number);
    if (!token) return pass(token);
    std::optional<HolderId> holder;
    const auto read = database_->query("SELECT id FROM holders WHERE number_token = $1", {ByteView(*token)},
                                       [&](const sql::Row& row) -> Result<void> {
                                           holder = id_from_sql<HolderId>(row.integer(0));
                                           return {};
                                       });
    if (!read) return in_store(read);
    return holder;
}

Result<Person> Repository::open_person(HolderId holder, ByteView wrapped_key, ByteView sealed) const {
    const auto key = vault_.unwrap(holder, wrapped_key);
    if (!key) return pass(key);
    const auto plain = vault_.open(*key, stored::person_record(holder), sealed);
    if (!plain) return pass(plain);
    RecordReader reader(plain->view());
    const auto number_text = reader.text();
    const auto name_text = reader.text();
    const auto household = reader.at_end() ? std::string_view() : reader.text();  // since version 5
    if (auto finished = reader.finish(); !finished) return pass(finished);
    auto number = IdentityNumber::from_text(number_text);
    if (!number) return fail(ErrorCode::kStoreDamaged, "a stored person has an impossible number");
    return Person{holder, std::move(*number), std::string(name_text), std::string(household)};
}

Result<Person> Repository::person(HolderId holder) {
    std::optional<Person> found;
    const auto read = database_->query("SELECT key, person FROM holders WHERE id = $1", {sql_id(holder)},
                                       [&](const sql::Row& row) -> Result<void> {
                                           auto opened = open_person(holder, row.blob(0), row.blob(1));
                                           if (!opened) return pass(opened);
                                           found.emplace(std::move(*opened));
                                           return {};
                                       });
    if (!read) return in_store(read);
    if (!found) return fail(ErrorCode::kNotFound, "no such holder");
    return std::move(*found);
}

Result<std::vector<Person>> Repository::people() {
    std::vector<Person> everybody;
    const auto read = database_->query("SELECT id, key, person FROM holders ORDER BY id", {},
                                       [&](const sql::Row& row) -> Result<void> {
                                           const auto holder = id_from_sql<HolderId>(row.integer(0));
                                           auto opened = open_person(holder, row.blob(1), row.blob(2));
                                           if (!opened) return pass(opened);
                                           everybody.push_back(std::move(*opened));
                                           return {};
                                       });
    if (!read) return in_store(read);
    return everybody;
}

Result<HolderKey> Repository::holder_key(HolderId holder) {
    std::optional<HolderKey> key;
    const auto read = database_->query("SELECT key FROM holders WHERE id = $1", {sql_id(holder)},
                                       [&](const sql::Row& row) -> Result<void> {
                                           auto opened = vault_.unwrap(holder, row.blob(0));
                                           if (!opened) return pass(opened);
                                           key.emplace(std::move(*opened));
                                           return {};
                                       });
    if (!read) return in_store(read);
    if (!key) return fail(ErrorCode::kNotFound, "no such holder");
    return std::move(*key);
}

Result<StoredImpression> Repository::open_impression(const SealedImpression& sealed) const {
    const auto key = vault_.unwrap(sealed.holder, sealed.holder_key);
    if (!key) return in_store(key);
    const auto plain = vault_.open(*key, stored::impression_record(sealed.holder, sealed.id), sealed.sealed);
    if (!plain) return in_store(plain);
    RecordReader reader(plain->view());
    const auto finger = FingerId(reader.number());
    const auto bytes = reader.bytes();
    if (auto finished = reader.finish(); !finished) return pass(finished);
    return StoredImpression{sealed.id, finger, sealed.holder, SecretBytes::copy_of(bytes), sealed.sealed.size()};
}

Result<std::vector<StoredImpression>> Repository::impressions(HolderId holder) {
    std::vector<StoredImpression> theirs;
    const auto read = database_->query(
        "SELECT i.id, h.key, i.sealed FROM impressions i JOIN holders h ON h.id = i.holder WHERE i.holder = $1 "
        "ORDER BY i.id",
        {sql_id(holder)}, [&](const sql::Row& row) -> Result<void> {
            auto opened = open_impression(
                {id_from_sql<FingerId>(row.integer(0)), holder, copied(row.blob(1)), copied(row.blob(2))});
            if (!opened) return pass(opened);
            theirs.push_back(std::move(*opened));
            return {};
        });
    if (!read) return in_store(read);
    return theirs;
}

Result<std::vector<SealedImpression>> Repository::sealed_impressions(FingerId after, std::size_t most) {
    std::vector<SealedImpression> batch;
    const auto read = database_->query(
        "SELECT i.id, i.holder, h.key, i.sealed FROM impressions i JOIN holders h ON h.id = i.holder WHERE i.id > $1 "
        "ORDER BY i.id LIMIT $2",
        {sql_id(after), static_cast<std::int64_t>(most)}, [&](const sql::Row& row) -> Result<void> {
            batch.push_back({id_from_sql<FingerId>(row.integer(0)), id_from_sql<HolderId>(row.integer(1)),
                             copied(row.blob(2)), copied(row.blob(3))});
            return {};
        });
    if (!read) return in_store(read);
    return batch;
}

Result<std::vector<FingerId>> Repository::impression_ids() {
    std::vector<FingerId> ids;
    const auto read =
        database_->query("SELECT id FROM impressions ORDER BY id", {}, [&](const sql::Row& row) -> Result<void> {
            ids.push_back(id_from_sql<FingerId>(row.integer(0)));
            return {};
        });
    if (!read) return in_store(read);
    return ids;
}

Result<RepositoryChange> Repository::change(sql::Durability durability) {
    if (read_only()) return fail(ErrorCode::kStoreReadOnly, fmt::format("store '{}' cannot be written to", name()));
    auto transaction = sql::Transaction::begin(*database_, durability);
    if (!transaction) return pass(transaction);
    return RepositoryChange(*this, std::move(*transaction));
}

}  // namespace dactyl
