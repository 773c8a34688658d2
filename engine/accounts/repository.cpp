#include "engine/accounts/repository.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include <fmt/core.h>

#include "engine/accounts/crypto.hpp"
#include "engine/accounts/record.hpp"
#include "engine/accounts/schema.hpp"
#include "engine/accounts/sql/sqlite.hpp"
#include "engine/accounts/stored_records.hpp"

namespace dactyl {
namespace {

using stored::id_from_sql;
using stored::sql_id;

constexpr std::string_view kStoreIdEntry = "store-id";
constexpr std::size_t kCheckedAtOnce = 1000;  // impressions held in memory while everything is checked

template <std::size_t N>
Result<void> take_array(ByteView bytes, std::array<std::byte, N>& array) {
    if (bytes.size() != N) return fail(ErrorCode::kStoreDamaged, "an entry of the store is of the wrong size");
    std::ranges::copy(bytes, array.begin());
    return {};
}

Result<StoreId> read_store_id(sql::Database& database) {
    StoreId id{};
    bool found = false;
    const auto read = database.query("SELECT value FROM meta WHERE name = $1", {kStoreIdEntry},
                                     [&](const sql::Row& row) -> Result<void> {
                                         found = true;
                                         return take_array(row.blob(0), id);
                                     });
    if (!read) return pass(read);
    if (!found) return fail(ErrorCode::kStoreDamaged, fmt::format("store '{}' has lost its id", database.name()));
    return id;
}

Result<WrappedStoreKey> read_store_key(sql::Database& database) {
    WrappedStoreKey key;
    bool found = false;
    const auto read = database.query("SELECT master, check_value, wrapped FROM store_keys ORDER BY epoch DESC LIMIT 1",
                                     {}, [&](const sql::Row& row) -> Result<void> {
                                         found = true;
                                         key.wrapped.assign(row.blob(2).begin(), row.blob(2).end());
                                         if (auto taken = take_array(row.blob(0), key.master); !taken) return taken;
                                         return take_array(row.blob(1), key.check);
                                     });
    if (!read) return pass(read);
    if (!found) return fail(ErrorCode::kStoreDamaged, fmt::format("store '{}' has lost its key", database.name()));
    return key;
}

Bytes copied(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

}  // namespace

Result<void> Repository::initialise(sql::Database& database, const MasterKey& master) {
    StoreId store{};
    if (auto filled = crypto::fill_random(store); !filled) return filled;
    const auto created = Vault::create(master, store);
    if (!created) return pass(created);
    auto transaction = sql::Transaction::begin(database);
    if (!transaction) return pass(transaction);
    if (auto made = create_schema(database); !made) return made;
    if (auto done =
            database.execute("INSERT INTO meta (name, value) VALUES ($1, $2)", {kStoreIdEntry, ByteView(store)});
        !done) {
        return pass(done);
    }
    const WrappedStoreKey& key = created->stored;
    if (auto done =
            database.execute("INSERT INTO store_keys (epoch, master, check_value, wrapped) VALUES (1, $1, $2, $3)",
                             {ByteView(key.master), ByteView(key.check), ByteView(key.wrapped)});
        !done) {
        return pass(done);
    }
    return transaction->commit();
}

Result<void> Repository::create(const std::filesystem::path& path, const MasterKey& master) {
    return sql::create_sqlite(path, [&](sql::Database& database) { return initialise(database, master); });
}

Result<Repository> Repository::attach(std::unique_ptr<sql::Database> database, const MasterKey& master) {
    if (auto checked = check_stamp(*database); !checked) return pass(checked);
    const auto store = read_store_id(*database);
    if (!store) return pass(store);
    const auto key = read_store_key(*database);
    if (!key) return pass(key);
    auto vault = Vault::open(master, *store, *key);
    if (!vault) {
        return fail(vault.error().code, fmt::format("store '{}': {}", database->name(), vault.error().message));
    }
    return Repository(std::move(database), std::move(*vault));
}

Result<Repository> Repository::open(const std::filesystem::path& path, const MasterKey& master,
                                    const RepositoryOptions& options) {
    auto database = sql::open_sqlite(path, {options.busy_timeout});
    if (!database) return pass(database);
    std::error_code ignored;
    if (std::filesystem::file_size(path, ignored) <= options.check_up_to_bytes) {
        if (auto checked = (*database)->check_structure(); !checked) return pass(checked);
    }
    return attach(std::move(*database), master);
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
        }
    }
    return {};
}

Result<StoreMarks> Repository::marks() {
    StoreMarks marks;
    int found = 0;
    const auto read = database_->query("SELECT name, value FROM counters WHERE name IN ('impression', 'erasure')", {},
                                       [&](const sql::Row& row) -> Result<void> {
                                           ++found;
                                           if (row.text(0) == "impression")
                                               marks.last_impression = id_from_sql<FingerId>(row.integer(1));
                                           if (row.text(0) == "erasure") marks.erasures = row.integer(1);
                                           return {};
                                       });
    if (!read) return pass(read);
    if (found != 2) return fail(ErrorCode::kStoreDamaged, fmt::format("store '{}' has lost its counters", name()));
    return marks;
}

Result<std::optional<HolderId>> Repository::find_holder(const ResidentId& number) {
    const auto token = stored::number_token(vault_, number);
    if (!token) return pass(token);
    std::optional<HolderId> holder;
    const auto read = database_->query("SELECT id FROM holders WHERE number_token = $1", {ByteView(*token)},
                                       [&](const sql::Row& row) -> Result<void> {
                                           holder = id_from_sql<HolderId>(row.integer(0));
                                           return {};
                                       });
    if (!read) return pass(read);
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
    if (auto finished = reader.finish(); !finished) return pass(finished);
    auto number = ResidentId::parse(number_text);
    if (!number) return fail(ErrorCode::kStoreDamaged, "a stored person has an impossible number");
    return Person{holder, std::move(*number), std::string(name_text)};
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
    if (!read) return pass(read);
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
    if (!read) return pass(read);
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
    if (!read) return pass(read);
    if (!key) return fail(ErrorCode::kNotFound, "no such holder");
    return std::move(*key);
}

Result<StoredImpression> Repository::open_impression(const SealedImpression& sealed) const {
    const auto key = vault_.unwrap(sealed.holder, sealed.holder_key);
    if (!key) return pass(key);
    const auto plain = vault_.open(*key, stored::impression_record(sealed.holder, sealed.id), sealed.sealed);
    if (!plain) return pass(plain);
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
    if (!read) return pass(read);
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
    if (!read) return pass(read);
    return batch;
}

Result<std::vector<FingerId>> Repository::impression_ids() {
    std::vector<FingerId> ids;
    const auto read =
        database_->query("SELECT id FROM impressions ORDER BY id", {}, [&](const sql::Row& row) -> Result<void> {
            ids.push_back(id_from_sql<FingerId>(row.integer(0)));
            return {};
        });
    if (!read) return pass(read);
    return ids;
}

Result<AttemptState> Repository::attempts(HolderId holder) {
    AttemptState state;
    const auto read = database_->query("SELECT failures, lockouts, locked_until FROM attempts WHERE holder = $1",
                                       {sql_id(holder)}, [&](const sql::Row& row) -> Result<void> {
                                           state.failures = static_cast<int>(row.integer(0));
                                           state.lockouts = static_cast<int>(row.integer(1));
                                           state.locked_until =
                                               std::chrono::sys_seconds(std::chrono::seconds(row.integer(2)));
                                           return {};
                                       });
    if (!read) return pass(read);
    return state;
}

Result<RepositoryChange> Repository::change() {
    if (read_only()) return fail(ErrorCode::kStoreReadOnly, fmt::format("store '{}' cannot be written to", name()));
    auto transaction = sql::Transaction::begin(*database_);
    if (!transaction) return pass(transaction);
    return RepositoryChange(*this, std::move(*transaction));
}

}  // namespace dactyl
