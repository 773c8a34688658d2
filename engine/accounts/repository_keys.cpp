#include <algorithm>

#include <fmt/core.h>

#include "engine/accounts/repository.hpp"

namespace dactyl {

Result<KeyStatus> Repository::keys() {
    KeyStatus status;
    status.profile = profile();
    const auto take = [&](std::string_view table, const auto& found) {
        return database_->query(fmt::format("SELECT epoch, master FROM {} ORDER BY epoch DESC LIMIT 1", table), {},
                                [&](const sql::Row& row) -> Result<void> {
                                    KeyId id{};
                                    if (row.blob(1).size() != id.size()) {
                                        return fail(ErrorCode::kStoreDamaged, "a key's id is of the wrong size");
                                    }
                                    std::ranges::copy(row.blob(1), id.begin());
                                    found(row.integer(0), id);
                                    return {};
                                });
    };
    const auto main = take("store_keys", [&](std::int64_t epoch, const KeyId& id) {
        status.epoch = epoch;
        status.master = id;
    });
    if (!main) return in_store(main);
    const auto second = take("hidden_keys", [&](std::int64_t epoch, const KeyId& id) {
        status.hidden_epoch = epoch;
        status.hidden = id;
    });
    if (!second) return in_store(second);
    return status;
}

Result<BackupReport> Repository::backup(const std::filesystem::path& path) { return write_backup(*database_, path); }

Result<void> RepositoryChange::add_wrapped_key(std::string_view table, const WrappedStoreKey& key) {
    sql::Database& database = *repository_->database_;
    const auto added = database.execute(
        fmt::format("INSERT INTO {0} (epoch, master, check_value, wrapped) SELECT MAX(epoch) + 1, $1, $2, $3 FROM {0}",
                    table),
        {ByteView(key.master), ByteView(key.check), ByteView(key.wrapped)});
    if (!added) return pass(added);
    const auto dropped =
        database.execute(fmt::format("DELETE FROM {0} WHERE epoch < (SELECT MAX(epoch) FROM {0})", table));
    if (!dropped) return pass(dropped);
    erased_ = true;  // what the key before could open must not linger in journals
    return {};
}

Result<void> RepositoryChange::rotate_master(const MasterKey& next) {
    const auto wrapped = repository_->vault_.wrapped_under(next);
    if (!wrapped) return pass(wrapped);
    return add_wrapped_key("store_keys", *wrapped);
}

Result<void> RepositoryChange::rotate_hidden(const MasterKey& next) {
    const auto vault = repository_->hidden_vault();
    if (!vault) return pass(vault);
    const auto wrapped = (*vault)->wrapped_under(next);
    if (!wrapped) return pass(wrapped);
    return add_wrapped_key("hidden_keys", *wrapped);
}

}  // namespace dactyl
