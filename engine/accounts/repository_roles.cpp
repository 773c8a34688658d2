#include <optional>
#include <utility>

#include "engine/accounts/record.hpp"
#include "engine/accounts/repository.hpp"
#include "engine/accounts/stored_records.hpp"

namespace dactyl {
namespace {

using stored::id_from_sql;
using stored::sql_id;

constexpr RecordName kRoleRecord = {RecordKind::kRole, HolderId()};
constexpr std::uint64_t kMostEntries = 64;

void write_role(RecordWriter& writer, const StoredRole& stored) {
    writer.text(stored.role.name);
    writer.number(stored.role.purposes.size());
    for (const std::string& purpose : stored.role.purposes) writer.text(purpose);
    writer.number(stored.role.fields.size());
    for (const PersonalField field : stored.role.fields) writer.number(static_cast<std::uint64_t>(field));
    writer.bytes(stored.secret.view());
    writer.number(static_cast<std::uint64_t>(stored.last_step));
    writer.number(static_cast<std::uint64_t>(stored.failures));
    writer.number(static_cast<std::uint64_t>(stored.locked_until.time_since_epoch().count()));
}

Result<StoredRole> read_role(ByteView plain, std::string_view name) {
    RecordReader reader(plain);
    StoredRole stored;
    stored.role.name = std::string(reader.text());
    for (std::uint64_t left = std::min(reader.number(), kMostEntries); left > 0; --left) {
        stored.role.purposes.emplace_back(reader.text());
    }
    for (std::uint64_t left = std::min(reader.number(), kMostEntries); left > 0; --left) {
        stored.role.fields.push_back(static_cast<PersonalField>(reader.number()));
    }
    stored.secret = SecretBytes::copy_of(reader.bytes());
    stored.last_step = static_cast<std::int64_t>(reader.number());
    stored.failures = static_cast<int>(reader.number());
    stored.locked_until = std::chrono::sys_seconds(std::chrono::seconds(static_cast<std::int64_t>(reader.number())));
    if (auto finished = reader.finish(); !finished) return pass(finished);
    // A role's record in the place of another's would lend it the other's rights.
    if (stored.role.name != name || !stored.role.check()) return fail(ErrorCode::kStoreDamaged, "a role was altered");
    return stored;
}

}  // namespace

Result<StoredRole> Repository::role(std::string_view name) {
    std::optional<StoredRole> found;
    const auto read =
        database_->query("SELECT sealed FROM roles WHERE name = $1", {name}, [&](const sql::Row& row) -> Result<void> {
            const auto plain = vault_.open_for_store(kRoleRecord, row.blob(0));
            if (!plain) return pass(plain);
            auto opened = read_role(plain->view(), name);
            if (!opened) return pass(opened);
            found.emplace(std::move(*opened));
            return {};
        });
    if (!read) return in_store(read);
    if (!found) return fail(ErrorCode::kNotFound, "no such role");
    return std::move(*found);
}

Result<std::vector<Role>> Repository::roles() {
    std::vector<Role> all;
    const auto read =
        database_->query("SELECT name, sealed FROM roles ORDER BY name", {}, [&](const sql::Row& row) -> Result<void> {
            const auto plain = vault_.open_for_store(kRoleRecord, row.blob(1));
            if (!plain) return pass(plain);
            auto opened = read_role(plain->view(), row.text(0));
            if (!opened) return pass(opened);
            all.push_back(std::move(opened->role));
            return {};
        });
    if (!read) return in_store(read);
    return all;
}

Result<void> RepositoryChange::put_role(const StoredRole& role) {
    if (auto checked = role.role.check(); !checked) return checked;
    RecordWriter writer;
    write_role(writer, role);
    const auto sealed = repository_->vault_.seal_for_store(kRoleRecord, writer.view());
    if (!sealed) return pass(sealed);
    const auto written = repository_->database_->execute(
        "INSERT INTO roles (name, sealed) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed",
        {std::string_view(role.role.name), ByteView(*sealed)});
    if (!written) return pass(written);
    return {};
}

Result<void> RepositoryChange::remove_role(std::string_view name) {
    const auto removed = repository_->database_->execute("DELETE FROM roles WHERE name = $1", {name});
    if (!removed) return pass(removed);
    if (*removed == 0) return fail(ErrorCode::kNotFound, "no such role");
    return {};
}

Result<bool> Repository::is_held(HolderId holder) {
    bool waiting = false;
    const auto read = database_->query("SELECT holder FROM reviews WHERE holder = $1", {sql_id(holder)},
                                       [&](const sql::Row&) -> Result<void> {
                                           waiting = true;
                                           return {};
                                       });
    if (!read) return in_store(read);
    return waiting;
}

Result<std::set<HolderId>> Repository::held() {
    std::set<HolderId> waiting;
    const auto read = database_->query("SELECT holder FROM reviews", {}, [&](const sql::Row& row) -> Result<void> {
        waiting.insert(id_from_sql<HolderId>(row.integer(0)));
        return {};
    });
    if (!read) return in_store(read);
    return waiting;
}

Result<void> RepositoryChange::hold(HolderId holder, HolderId other, std::chrono::sys_seconds now) {
    const auto held = repository_->database_->execute(
        "INSERT INTO reviews (holder, other, at) VALUES ($1, $2, $3) ON CONFLICT (holder) DO NOTHING",
        {sql_id(holder), sql_id(other), std::int64_t{now.time_since_epoch().count()}});
    if (!held) return pass(held);
    if (auto counted = next("review"); !counted) return pass(counted);
    return {};
}

Result<void> RepositoryChange::release(HolderId holder) {
    const auto released = repository_->database_->execute("DELETE FROM reviews WHERE holder = $1", {sql_id(holder)});
    if (!released) return pass(released);
    if (*released == 0) return fail(ErrorCode::kNotFound, "this holder does not wait for a review");
    if (auto counted = next("review"); !counted) return pass(counted);
    return {};
}

}  // namespace dactyl
