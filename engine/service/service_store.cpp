#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

#include "engine/accounts/key_file.hpp"
#include "engine/accounts/sql/address.hpp"
#include "engine/service/service_state.hpp"

namespace dactyl {
namespace {

// The keys of a location, made where they are missing; what was made is removed again unless keep() was called.
class Keys {
  public:
    static Result<Keys> read_or_make(const StoreLocation& location) {
        Keys keys;
        for (const auto& [path, key] : {std::pair(location.key, &keys.main_), {location.hidden_key(), &keys.hidden_}}) {
            std::error_code ignored;
            const bool there = std::filesystem::exists(path, ignored);
            auto taken = there ? read_key_file(path) : generate_master_key();
            if (!taken) return pass(taken);
            if (!there) {
                if (auto written = write_key_file(path, *taken); !written) return pass(written);
                keys.made_.push_back(path);
            }
            *key = std::move(*taken);
        }
        return keys;
    }
    Keys(Keys&& other) noexcept = default;
    Keys& operator=(Keys&&) = delete;
    ~Keys() {
        std::error_code ignored;
        for (const auto& path : made_) std::filesystem::remove(path, ignored);
    }
    void keep() { made_.clear(); }
    const MasterKey& main() const { return main_; }
    const MasterKey& hidden() const { return hidden_; }

  private:
    Keys() = default;
    MasterKey main_;
    MasterKey hidden_;
    std::vector<std::filesystem::path> made_;
};

}  // namespace

std::filesystem::path StoreLocation::hidden_key() const {
    if (!second_key.empty()) return second_key;
    return key.string() + ".hidden";
}

Result<void> Service::create(const StoreLocation& location, CryptoProfile profile) {
    if (sql::is_taken(location.database)) {
        return fail(ErrorCode::kAlreadyExists, "store '" + location.database.string() + "' exists already");
    }
    auto keys = Keys::read_or_make(location);
    if (!keys) return pass(keys);
    if (auto created = Repository::create(location.database, keys->main(), &keys->hidden(), profile); !created) {
        return created;
    }
    keys->keep();
    return {};
}

Result<Service> Service::open(const StoreLocation& location, const Policy& policy,
                              const ServiceEnvironment& environment) {
    if (auto checked = policy.check(); !checked) return pass(checked);
    const auto key = read_key_file(location.key);
    if (!key) return pass(key);
    // A terminal has no second key, or a login that may not read it; one that is named must be there.
    std::optional<MasterKey> hidden;
    if (!location.second_key.empty() || std::ifstream(location.hidden_key()).is_open()) {
        auto second = read_key_file(location.hidden_key());
        if (!second) return pass(second);
        hidden = std::move(*second);
    }
    auto repository = Repository::open(location.database, *key, environment.store, hidden ? &*hidden : nullptr);
    if (!repository) return pass(repository);
    return Service(std::make_unique<State>(std::move(*repository), policy, environment));
}

Result<BackupReport> Service::restore(const StoreLocation& location, const std::filesystem::path& backup) {
    if (sql::is_taken(location.database)) {
        return fail(ErrorCode::kAlreadyExists, "store '" + location.database.string() + "' exists already");
    }
    return Repository::restore(location.database, backup);
}

Result<BackupReport> Service::backup(const std::filesystem::path& path, const Caller& caller) {
    const std::lock_guard lock(state_->mutex);
    const AuditEntry entry = state_->entry(AuditEvent::kBackup, AuditOutcome::kDone, caller);
    if (auto audited = state_->audit_alone(entry); !audited) return pass(audited);
    return state_->repository.backup(path);
}

Result<void> Service::check() {
    const std::lock_guard lock(state_->mutex);
    return state_->repository.check();
}

Result<KeyStatus> Service::keys() const {
    const std::lock_guard lock(state_->mutex);
    return state_->repository.keys();
}

Result<void> Service::rotate_key(StoreKey which, const std::filesystem::path& next, const Caller& caller) {
    const auto key = read_key_file(next);
    if (!key) return pass(key);
    const std::lock_guard lock(state_->mutex);
    auto change = state_->repository.change();
    if (!change) return pass(change);
    const auto rotated = which == StoreKey::kMain ? change->rotate_master(*key) : change->rotate_hidden(*key);
    if (!rotated) return rotated;
    const AuditEntry entry = state_->entry(AuditEvent::kKeyRotated, AuditOutcome::kDone, caller);
    if (auto audited = change->audit(entry); !audited) return audited;
    return change->commit();
}

}  // namespace dactyl
