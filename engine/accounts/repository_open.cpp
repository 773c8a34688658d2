#include <algorithm>
#include <system_error>
#include <utility>

#include <fmt/core.h>

#include "engine/accounts/crypto.hpp"
#include "engine/accounts/repository.hpp"
#include "engine/accounts/schema.hpp"
#include "engine/accounts/sql/address.hpp"

namespace dactyl {
namespace {

constexpr std::string_view kStoreIdEntry = "store-id";
constexpr std::string_view kProfileEntry = "profile";

constexpr std::array kNationalMark = {static_cast<std::byte>(CryptoProfile::kNational)};

template <std::size_t N>
Result<void> take_array(ByteView bytes, std::array<std::byte, N>& array) {
    if (bytes.size() != N) return fail(ErrorCode::kStoreDamaged, "an entry of the store is of the wrong size");
    std::ranges::copy(bytes, array.begin());
    return {};
}

struct StoreNature {
    StoreId id{};
    CryptoProfile profile = CryptoProfile::kInternational;
};

// A profile that was altered makes every key fail: it takes part in none of them by name, but in all by its algorithms.
Result<StoreNature> read_nature(sql::Database& database) {
    StoreNature nature;
    bool found = false;
    const auto read = database.query("SELECT name, value FROM meta", {}, [&](const sql::Row& row) -> Result<void> {
        if (row.text(0) == kStoreIdEntry) {
            found = true;
            return take_array(row.blob(1), nature.id);
        }
        if (row.text(0) == kProfileEntry && std::ranges::equal(row.blob(1), kNationalMark)) {
            nature.profile = CryptoProfile::kNational;
        }
        return {};
    });
    if (!read) return pass(read);
    if (!found) return fail(ErrorCode::kStoreDamaged, fmt::format("store '{}' has lost its id", database.name()));
    return nature;
}

Result<std::optional<WrappedStoreKey>> read_key(sql::Database& database, std::string_view table) {
    std::optional<WrappedStoreKey> key;
    const auto read =
        database.query(fmt::format("SELECT master, check_value, wrapped FROM {} ORDER BY epoch DESC LIMIT 1", table),
                       {}, [&](const sql::Row& row) -> Result<void> {
                           WrappedStoreKey& found = key.emplace();
                           found.wrapped.assign(row.blob(2).begin(), row.blob(2).end());
                           if (auto taken = take_array(row.blob(0), found.master); !taken) return taken;
                           return take_array(row.blob(1), found.check);
                       });
    if (!read) return pass(read);
    return key;
}

Result<void> add_first_key(sql::Database& database, std::string_view table, const WrappedStoreKey& key) {
    const auto added = database.execute(
        fmt::format("INSERT INTO {} (epoch, master, check_value, wrapped) VALUES (1, $1, $2, $3)", table),
        {ByteView(key.master), ByteView(key.check), ByteView(key.wrapped)});
    if (!added) return pass(added);
    return {};
}

// Opens the vault whose key lies in that table, naming the store in what goes wrong.
Result<Vault> open_vault(sql::Database& database, const StoreNature& store, std::string_view table,
                         const MasterKey& master) {
    const auto key = read_key(database, table);
    if (!key) return pass(key);
    if (!*key) return fail(ErrorCode::kStoreDamaged, fmt::format("store '{}' has lost its key", database.name()));
    auto vault = Vault::open(master, store.id, **key, store.profile);
    if (!vault) {
        return fail(vault.error().code, fmt::format("store '{}': {}", database.name(), vault.error().message));
    }
    return vault;
}

// The second key came with version 5: a store of before gets one when it is first opened with it.
Result<std::optional<Vault>> open_hidden_vault(sql::Database& database, const StoreNature& store,
                                               const MasterKey* hidden) {
    if (hidden == nullptr) return std::optional<Vault>();
    const auto known = read_key(database, "hidden_keys");
    if (!known) return pass(known);
    if (*known) {
        auto vault = open_vault(database, store, "hidden_keys", *hidden);
        if (!vault) return pass(vault);
        return std::optional<Vault>(std::move(*vault));
    }
    if (database.read_only()) return std::optional<Vault>();
    auto created = Vault::create(*hidden, store.id, store.profile);
    if (!created) return pass(created);
    auto transaction = sql::Transaction::begin(database);
    if (!transaction) return pass(transaction);
    if (auto added = add_first_key(database, "hidden_keys", created->stored); !added) return pass(added);
    if (auto committed = transaction->commit(); !committed) return pass(committed);
    return std::optional<Vault>(std::move(created->vault));
}

}  // namespace

Result<void> Repository::initialise(sql::Database& database, const MasterKey& master, const MasterKey* hidden,
                                    CryptoProfile profile) {
    StoreId store{};
    if (auto filled = crypto::fill_random(store); !filled) return filled;
    const auto created = Vault::create(master, store, profile);
    if (!created) return pass(created);
    auto transaction = sql::Transaction::begin(database);
    if (!transaction) return pass(transaction);
    if (auto made = create_schema(database); !made) return made;
    if (auto done =
            database.execute("INSERT INTO meta (name, value) VALUES ($1, $2)", {kStoreIdEntry, ByteView(store)});
        !done) {
        return pass(done);
    }
    if (profile == CryptoProfile::kNational) {
        const auto marked = database.execute("INSERT INTO meta (name, value) VALUES ($1, $2)",
                                             {kProfileEntry, ByteView(kNationalMark)});
        if (!marked) return pass(marked);
    }
    if (auto added = add_first_key(database, "store_keys", created->stored); !added) return added;
    if (hidden != nullptr) {
        const auto second = Vault::create(*hidden, store, profile);
        if (!second) return pass(second);
        if (auto added = add_first_key(database, "hidden_keys", second->stored); !added) return added;
    }
    return transaction->commit();
}

Result<void> Repository::create(const std::filesystem::path& path, const MasterKey& master, const MasterKey* hidden,
                                CryptoProfile profile) {
    return sql::create_database(path,
                                [&](sql::Database& database) { return initialise(database, master, hidden, profile); });
}

Result<BackupReport> Repository::restore(const std::filesystem::path& path, const std::filesystem::path& backup) {
    BackupReport report;
    const auto restored = sql::create_database(path, [&](sql::Database& database) -> Result<void> {
        const auto read = read_backup(database, backup);
        if (!read) return pass(read);
        report = *read;
        return {};
    });
    if (!restored) return pass(restored);
    return report;
}

Result<Repository> Repository::attach(std::unique_ptr<sql::Database> database, const MasterKey& master,
                                      const MasterKey* hidden) {
    const auto stamp = check_stamp(*database);
    if (!stamp) return pass(stamp);
    const auto store = read_nature(*database);
    if (!store) return pass(store);
    auto vault = open_vault(*database, *store, "store_keys", master);
    if (!vault) return pass(vault);
    if (stamp->version < kStoreVersion) {
        if (auto migrated = migrate(*database); !migrated) return pass(migrated);
    }
    auto second = open_hidden_vault(*database, *store, hidden);
    if (!second) return pass(second);
    Repository repository(std::move(database), std::move(*vault), std::move(*second));
    if (stamp->version < kStoreVersion) {
        if (auto added = repository.add_missing_consents(); !added) return pass(added);
        if (auto moved = repository.move_attempts(); !moved) return pass(moved);
    }
    return repository;
}

Result<Repository> Repository::open(const std::filesystem::path& path, const MasterKey& master,
                                    const RepositoryOptions& options, const MasterKey* hidden) {
    auto database = sql::open_database(path, {options.busy_timeout});
    if (!database) return pass(database);
    std::error_code ignored;
    if (!sql::is_on_server(path) && std::filesystem::file_size(path, ignored) <= options.check_up_to_bytes) {
        if (auto checked = (*database)->check_structure(); !checked) return pass(checked);
    }
    return attach(std::move(*database), master, hidden);
}

}  // namespace dactyl
