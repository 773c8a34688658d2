#include "engine/accounts/sql/sqlite.hpp"

#include <cerrno>
#include <random>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/core.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/accounts/new_file.hpp"
#include "engine/accounts/sql/sqlite_database.hpp"
#include "engine/accounts/sql/sqlite_error.hpp"

namespace dactyl::sql {
namespace {

Result<SqliteConnection> connect(const std::string& address, int flags, std::string_view name) {
    sqlite3* raw = nullptr;
    const int result =
        sqlite3_open_v2(address.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    SqliteConnection connection(raw);
    if (result == SQLITE_OK) return connection;
    return tl::unexpected(raw == nullptr ? sqlite_error(result, 0, name) : last_sqlite_error(raw, name));
}

// Opens a file of which nobody writes the journals: neither locks nor journals are needed to read it.
std::string immutable_address(const std::filesystem::path& path) {
    std::string address = "file:";
    for (const char c : std::filesystem::absolute(path).string()) {
        const bool plain = c == '/' || c == '.' || c == '-' || c == '_' || (c >= '0' && c <= '9') ||
                           (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        address += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return address + "?immutable=1";
}

bool can_write(const std::filesystem::path& path) {
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    return ::access(path.c_str(), W_OK) == 0 && ::access(folder.c_str(), W_OK) == 0;
}

bool has_journal(const std::filesystem::path& path) {
    std::error_code ignored;
    const auto size = std::filesystem::file_size(path.string() + "-wal", ignored);
    return !ignored && size > 0;
}

Result<SqliteConnection> connect_existing(const std::filesystem::path& path) {
    if (can_write(path)) return connect(path.string(), SQLITE_OPEN_READWRITE, path.string());
    if (has_journal(path)) return connect(path.string(), SQLITE_OPEN_READONLY, path.string());
    return connect(immutable_address(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, path.string());
}

Result<std::unique_ptr<Database>> configured(SqliteConnection connection, const std::filesystem::path& path,
                                             const Options& options) {
    sqlite3_busy_timeout(connection.get(), static_cast<int>(options.busy_timeout.count()));
    sqlite3_db_config(connection.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    auto database = std::make_unique<SqliteDatabase>(std::move(connection), path.string());
    // secure_delete: what is erased is overwritten; temp_store: nothing spills into files elsewhere.
    for (const std::string_view pragma :
         {"PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON", "PRAGMA secure_delete = ON",
          "PRAGMA temp_store = MEMORY", "PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON"}) {
        if (auto done = database->run(pragma); !done) return pass(done);
    }
    return database;
}

// A database in the making, under a name of its own beside its place; whatever is not published is removed.
class DraftFile {
  public:
    explicit DraftFile(const std::filesystem::path& place)
        : place_(place), draft_(place.string() + fmt::format(".{:08x}.new", std::random_device{}())) {}
    DraftFile(const DraftFile&) = delete;
    DraftFile& operator=(const DraftFile&) = delete;
    ~DraftFile() {
        for (const std::string_view journal : {"", "-wal", "-shm", "-journal"}) {
            std::error_code ignored;
            std::filesystem::remove(draft_.string() + std::string(journal), ignored);
        }
    }
    const std::filesystem::path& path() const { return draft_; }

    // A link, unlike a renaming, never replaces what somebody else put there meanwhile.
    Result<void> publish() const {
        if (::link(draft_.c_str(), place_.c_str()) != 0) return tl::unexpected(creation_error(place_, "store", errno));
        (void)sync_folder_of(place_);  // not every file system can
        return {};
    }

  private:
    std::filesystem::path place_;
    std::filesystem::path draft_;
};

}  // namespace

Result<void> create_sqlite(const std::filesystem::path& path, const std::function<Result<void>(Database&)>& fill) {
    std::error_code error;
    if (std::filesystem::exists(path, error)) return tl::unexpected(creation_error(path, "store", EEXIST));
    const DraftFile draft(path);
    // SQLite gives its journals the mode of the database file.
    if (auto file = create_private_file(draft.path(), "store"); !file) return pass(file);
    auto connection = connect(draft.path().string(), SQLITE_OPEN_READWRITE, path.string());
    if (!connection) return pass(connection);
    auto database = configured(std::move(*connection), path, {});
    if (!database) return pass(database);
    const auto ignore = [](const Row&) -> Result<void> { return {}; };
    if (auto journal = (*database)->query("PRAGMA journal_mode = WAL", {}, ignore); !journal) return journal;
    if (auto filled = fill(**database); !filled) return filled;
    if (auto settled = (*database)->settle(); !settled) return settled;
    database->reset();
    return draft.publish();
}

Result<std::unique_ptr<Database>> open_sqlite(const std::filesystem::path& path, const Options& options) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found) {
        return fail(ErrorCode::kNotFound, fmt::format("store '{}' does not exist", path.string()));
    }
    if (error || status.type() != std::filesystem::file_type::regular) {
        return fail(ErrorCode::kUnreadable, fmt::format("store '{}' is not a readable file", path.string()));
    }
    if (std::filesystem::file_size(path, error) == 0) {
        return fail(ErrorCode::kStoreDamaged, fmt::format("store '{}' is an empty file", path.string()));
    }
    auto connection = connect_existing(path);
    if (!connection) return pass(connection);
    return configured(std::move(*connection), path, options);
}

}  // namespace dactyl::sql
