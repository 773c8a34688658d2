#include <algorithm>
#include <system_error>
#include <utility>

#include <fmt/core.h>

#include "engine/accounts/crypto.hpp"
#include "engine/accounts/repository.hpp"
#include "engine/accounts/schema.hpp"
#include "engine/accounts/sql/sqlite.hpp"

namespace dactyl {
namespace {

constexpr std::string_view kStoreIdEntry = "store-id";

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
    const auto stamp = check_stamp(*database);
    if (!stamp) return pass(stamp);
    const auto store = read_store_id(*database);
    if (!store) return pass(store);
    const auto key = read_store_key(*database);
    if (!key) return pass(key);
    auto vault = Vault::open(master, *store, *key);
    if (!vault) {
        return fail(vault.error().code, fmt::format("store '{}': {}", database->name(), vault.error().message));
    }
    if (stamp->version < kStoreVersion) {
        if (auto migrated = migrate(*database); !migrated) return pass(migrated);
    }
    Repository repository(std::move(database), std::move(*vault));
    if (!repository.read_only()) {
        if (auto added = repository.add_missing_consents(); !added) return pass(added);
    }
    return repository;
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

}  // namespace dactyl
