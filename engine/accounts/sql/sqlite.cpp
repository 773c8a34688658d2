#include "engine/accounts/sql/sqlite.hpp"

#include <cerrno>
#include <cstring>
#include <map>
#include <random>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/core.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/accounts/sql/sqlite_error.hpp"

namespace dactyl::sql {
namespace {

constexpr Dialect kDialect = {"BLOB", "INTEGER", "STRICT"};

struct CloseConnection {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};
struct FinishStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Connection = std::unique_ptr<sqlite3, CloseConnection>;
using Statement = std::unique_ptr<sqlite3_stmt, FinishStatement>;

// A statement in use: gives its locks and its hold on the parameters back whatever happens.
class Running {
  public:
    explicit Running(sqlite3_stmt* statement) : statement_(statement) {}
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() {
        sqlite3_reset(statement_);
        sqlite3_clear_bindings(statement_);
    }

  private:
    sqlite3_stmt* statement_;
};

class SqliteRow : public Row {
  public:
    explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
    bool is_null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
    std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
    std::string_view text(int column) const override { return text_of(blob(column)); }
    ByteView blob(int column) const override {
        const void* const bytes = sqlite3_column_blob(statement_, column);
        return {static_cast<const std::byte*>(bytes),
                static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
    }

  private:
    sqlite3_stmt* statement_;
};

struct Bind {
    sqlite3_stmt* statement;
    int index;
    int operator()(std::monostate) const { return sqlite3_bind_null(statement, index); }
    int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, index, value); }
    int operator()(std::string_view value) const {
        return sqlite3_bind_text64(statement, index, value.data() == nullptr ? "" : value.data(), value.size(),
                                   SQLITE_STATIC, SQLITE_UTF8);
    }
    int operator()(ByteView value) const {
        if (value.empty()) return sqlite3_bind_zeroblob(statement, index, 0);
        return sqlite3_bind_blob64(statement, index, value.data(), value.size(), SQLITE_STATIC);
    }
};

class SqliteDatabase : public Database {
  public:
    SqliteDatabase(Connection connection, std::string name)
        : connection_(std::move(connection)), name_(std::move(name)) {}

    const Dialect& dialect() const override { return kDialect; }
    const std::string& name() const override { return name_; }
    bool read_only() const override { return sqlite3_db_readonly(connection_.get(), "main") == 1; }

    Result<Stamp> stamp() override {
        Stamp stamp;
        const auto read = [&](std::string_view pragma, std::int64_t& value) {
            return query(pragma, {}, [&](const Row& row) -> Result<void> {
                value = row.integer(0);
                return {};
            });
        };
        if (auto done = read("PRAGMA application_id", stamp.application); !done) return pass(done);
        if (auto done = read("PRAGMA user_version", stamp.version); !done) return pass(done);
        return stamp;
    }

    Result<void> set_stamp(const Stamp& stamp) override {
        if (auto done = run(fmt::format("PRAGMA application_id = {}", stamp.application)); !done) return done;
        return run(fmt::format("PRAGMA user_version = {}", stamp.version));
    }

    Result<std::int64_t> execute(std::string_view sql, Values values) override {
        if (auto done = step_all(sql, values, nullptr); !done) return pass(done);
        return sqlite3_changes64(connection_.get());
    }

    Result<void> query(std::string_view sql, Values values, const OnRow& on_row) override {
        return step_all(sql, values, &on_row);
    }

    Result<void> begin() override { return run("BEGIN IMMEDIATE"); }
    Result<void> commit() override { return run("COMMIT"); }
    void rollback() noexcept override {
        // A failed statement may have rolled the transaction back already.
        if (sqlite3_get_autocommit(connection_.get()) == 0) {
            sqlite3_exec(connection_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
        }
    }

    Result<void> check_structure() override {
        bool sound = false;
        const auto checked = query("PRAGMA quick_check(1)", {}, [&](const Row& row) -> Result<void> {
            sound = row.text(0) == "ok";
            return {};
        });
        if (!checked) return checked;
        if (!sound) return tl::unexpected(sqlite_error(SQLITE_CORRUPT, 0, name_));
        return {};
    }

    Result<void> settle() override { return run("PRAGMA wal_checkpoint(TRUNCATE)"); }

    Result<void> run(std::string_view sql) {
        return query(sql, {}, [](const Row&) -> Result<void> { return {}; });
    }

  private:
    tl::unexpected<Error> failed() const { return tl::unexpected(last_sqlite_error(connection_.get(), name_)); }

    Result<sqlite3_stmt*> prepared(std::string_view sql) {
        const auto known = statements_.find(sql);
        if (known != statements_.end()) return known->second.get();
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                               &statement, nullptr) != SQLITE_OK) {
            return failed();
        }
        return statements_.emplace(std::string(sql), Statement(statement)).first->second.get();
    }

    Result<void> step_all(std::string_view sql, Values values, const OnRow* on_row) {
        const auto prepared_statement = prepared(sql);
        if (!prepared_statement) return pass(prepared_statement);
        sqlite3_stmt* const statement = *prepared_statement;
        const Running running(statement);
        int index = 0;
        for (const Value& value : values) {
            if (std::visit(Bind{statement, ++index}, value) != SQLITE_OK) return failed();
        }
        const SqliteRow row(statement);
        int result = SQLITE_OK;
        while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
            if (on_row == nullptr) continue;
            if (auto taken = (*on_row)(row); !taken) return taken;
        }
        if (result != SQLITE_DONE) return failed();
        return {};
    }

    Connection connection_;
    std::string name_;
    std::map<std::string, Statement, std::less<>> statements_;
};

Result<Connection> connect(const std::string& address, int flags, std::string_view name) {
    sqlite3* raw = nullptr;
    const int result =
        sqlite3_open_v2(address.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    Connection connection(raw);
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

Result<Connection> connect_existing(const std::filesystem::path& path) {
    if (can_write(path)) return connect(path.string(), SQLITE_OPEN_READWRITE, path.string());
    if (has_journal(path)) return connect(path.string(), SQLITE_OPEN_READONLY, path.string());
    return connect(immutable_address(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, path.string());
}

Result<std::unique_ptr<Database>> configured(Connection connection, const std::filesystem::path& path,
                                             const SqliteOptions& options) {
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

Error creation_error(const std::filesystem::path& path, int error) {
    const auto code = [error] {
        switch (error) {
            case EEXIST:
                return ErrorCode::kAlreadyExists;
            case ENOENT:
                return ErrorCode::kNotFound;
            case ENOSPC:
            case EDQUOT:
            case EFBIG:
                return ErrorCode::kDiskFull;
            default:
                return ErrorCode::kUnwritable;
        }
    };
    return {code(), fmt::format("store '{}': {}", path.string(), std::strerror(error))};
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
        if (::link(draft_.c_str(), place_.c_str()) != 0) return tl::unexpected(creation_error(place_, errno));
        const auto folder = place_.has_parent_path() ? place_.parent_path() : std::filesystem::path(".");
        const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (descriptor >= 0) {
            ::fsync(descriptor);
            ::close(descriptor);
        }
        return {};
    }

  private:
    std::filesystem::path place_;
    std::filesystem::path draft_;
};

}  // namespace

Result<void> create_sqlite(const std::filesystem::path& path, const std::function<Result<void>(Database&)>& fill) {
    std::error_code error;
    if (std::filesystem::exists(path, error)) return tl::unexpected(creation_error(path, EEXIST));
    const DraftFile draft(path);
    // SQLite gives its journals the mode of the database file.
    const int file = ::open(draft.path().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) return tl::unexpected(creation_error(path, errno));
    ::close(file);
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

Result<std::unique_ptr<Database>> open_sqlite(const std::filesystem::path& path, const SqliteOptions& options) {
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
