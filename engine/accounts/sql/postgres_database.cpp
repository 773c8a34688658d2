#include "engine/accounts/sql/postgres_database.hpp"

#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include <fmt/core.h>
#include <libpq-fe.h>

#include "engine/accounts/sql/postgres_error.hpp"

namespace dactyl::sql {
namespace {

constexpr Dialect kDialect = {"BYTEA", "BIGINT", ""};

// Object identifiers of the types, fixed in PostgreSQL's catalogue (pg_type.dat).
constexpr Oid kBytea = 17;
constexpr Oid kInt8 = 20;
constexpr Oid kText = 25;

constexpr int kBinary = 1;
constexpr std::size_t kInt8Bytes = 8;
using Int8 = std::array<char, kInt8Bytes>;

Int8 to_network(std::int64_t value) {
    Int8 bytes{};
    auto rest = static_cast<std::uint64_t>(value);
    for (std::size_t i = kInt8Bytes; i-- > 0; rest >>= 8) bytes[i] = static_cast<char>(rest & 0xFF);
    return bytes;
}

std::int64_t from_network(const char* bytes, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i) value = (value << 8) | static_cast<unsigned char>(bytes[i]);
    return static_cast<std::int64_t>(value);
}

// The parameters of one statement as libpq takes them.
class Parameters {
  public:
    explicit Parameters(Values values) {
        // Numbers are kept here while libpq points at them: no growing.
        numbers_.reserve(values.size());
        for (const Value& value : values) std::visit(*this, value);
    }
    void operator()(std::monostate) { add(kText, nullptr, 0); }
    void operator()(std::int64_t value) {
        numbers_.push_back(to_network(value));
        add(kInt8, numbers_.back().data(), kInt8Bytes);
    }
    void operator()(std::string_view value) { add(kText, value.data() == nullptr ? "" : value.data(), value.size()); }
    void operator()(ByteView value) {
        add(kBytea, value.data() == nullptr ? "" : reinterpret_cast<const char*>(value.data()), value.size());
    }

    int count() const { return static_cast<int>(types_.size()); }
    const Oid* types() const { return types_.data(); }
    const char* const* starts() const { return starts_.data(); }
    const int* sizes() const { return sizes_.data(); }
    const int* formats() const { return formats_.data(); }

  private:
    void add(Oid type, const char* start, std::size_t size) {
        types_.push_back(type);
        starts_.push_back(start);
        sizes_.push_back(static_cast<int>(size));
        formats_.push_back(kBinary);
    }

    std::vector<Int8> numbers_;
    std::vector<Oid> types_;
    std::vector<const char*> starts_;
    std::vector<int> sizes_;
    std::vector<int> formats_;
};

class PostgresRow : public Row {
  public:
    PostgresRow(const PGresult* result, int row) : result_(result), row_(row) {}
    bool is_null(int column) const override { return PQgetisnull(result_, row_, column) != 0; }
    std::int64_t integer(int column) const override {
        const int size = PQgetlength(result_, row_, column);
        if (PQftype(result_, column) == kText || size < 0 || static_cast<std::size_t>(size) > kInt8Bytes) return 0;
        return from_network(PQgetvalue(result_, row_, column), static_cast<std::size_t>(size));
    }
    std::string_view text(int column) const override { return text_of(blob(column)); }
    ByteView blob(int column) const override {
        return std::as_bytes(
            std::span(PQgetvalue(result_, row_, column), static_cast<std::size_t>(PQgetlength(result_, row_, column))));
    }

  private:
    const PGresult* result_;
    int row_;
};

bool succeeded(const PGresult* result) {
    const auto status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

}  // namespace

void ClosePostgresConnection::operator()(pg_conn* connection) const { PQfinish(connection); }
void ClearPostgresResult::operator()(pg_result* result) const { PQclear(result); }

PostgresDatabase::PostgresDatabase(PostgresConnection connection, std::string name)
    : connection_(std::move(connection)), name_(std::move(name)) {}

Result<void> PostgresDatabase::configure(std::int64_t lock_timeout_ms) {
    lock_timeout_ms_ = lock_timeout_ms;
    // A commit that was acknowledged is on the server's disk, whatever its configuration says.
    const auto settings = fmt::format(
        "SET synchronous_commit = on; SET lock_timeout = {}; SET client_encoding = 'UTF8'; "
        "SET default_transaction_isolation = 'read committed'; SET client_min_messages = error",
        lock_timeout_ms);
    if (auto done = run_plain(settings.c_str()); !done) return pass(done);
    const auto asked = run_plain("SELECT current_setting('transaction_read_only')");
    if (!asked) return pass(asked);
    read_only_ = PQntuples(asked->get()) == 1 && std::string_view(PQgetvalue(asked->get(), 0, 0)) == "on";
    return {};
}

const Dialect& PostgresDatabase::dialect() const { return kDialect; }

Result<Stamp> PostgresDatabase::stamp() {
    Stamp stamp;
    bool there = false;
    const auto looked =
        query("SELECT to_regclass('dactyl_stamp') IS NOT NULL", {}, [&](const Row& row) -> Result<void> {
            there = row.integer(0) != 0;
            return {};
        });
    if (!looked) return pass(looked);
    if (!there) return stamp;
    const auto read = query("SELECT application, version FROM dactyl_stamp", {}, [&](const Row& row) -> Result<void> {
        stamp = {row.integer(0), row.integer(1)};
        return {};
    });
    if (!read) return pass(read);
    return stamp;
}

Result<void> PostgresDatabase::set_stamp(const Stamp& stamp) {
    if (auto made = execute("CREATE TABLE IF NOT EXISTS dactyl_stamp (one BIGINT PRIMARY KEY CHECK (one = 1), "
                            "application BIGINT NOT NULL, version BIGINT NOT NULL)",
                            {});
        !made) {
        return pass(made);
    }
    const auto set = execute(
        "INSERT INTO dactyl_stamp (one, application, version) VALUES (1, $1, $2) ON CONFLICT (one) DO UPDATE SET "
        "application = excluded.application, version = excluded.version",
        {stamp.application, stamp.version});
    if (!set) return pass(set);
    return {};
}

Result<std::int64_t> PostgresDatabase::execute(std::string_view sql, Values values) {
    const auto result = run(sql, values);
    if (!result) return pass(result);
    const std::string_view changed = PQcmdTuples(result->get());
    std::int64_t rows = 0;
    std::from_chars(changed.data(), changed.data() + changed.size(), rows);
    return rows;
}

Result<void> PostgresDatabase::query(std::string_view sql, Values values, const OnRow& on_row) {
    const auto result = run(sql, values);
    if (!result) return pass(result);
    for (int row = 0; row < PQntuples(result->get()); ++row) {
        if (auto taken = on_row(PostgresRow(result->get(), row)); !taken) return taken;
    }
    return {};
}

Result<void> PostgresDatabase::begin(Durability durability) {
    if (auto connected = reconnect_if_lost(); !connected) return connected;
    if (read_only_) return tl::unexpected(postgres_error("25006", name_));
    // The log is written in order: whatever flushes the next commit flushes this one.
    const bool later = durability == Durability::kWithNext;
    if (auto begun = run_plain(later ? "BEGIN; SET LOCAL synchronous_commit = off" : "BEGIN"); !begun) {
        rollback();
        return pass(begun);
    }
    in_transaction_ = true;
    // One writer at a time in each store, as in SQLite: what was read before a change still holds when it is written.
    const auto locked = run_plain("SELECT pg_advisory_xact_lock(1146378572, hashtext(current_schema()))");
    if (!locked) {
        rollback();
        return pass(locked);
    }
    return {};
}

Result<void> PostgresDatabase::begin_snapshot() {
    if (auto connected = reconnect_if_lost(); !connected) return connected;
    if (auto begun = run_plain("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); !begun) return pass(begun);
    in_transaction_ = true;
    return {};
}

Result<void> PostgresDatabase::commit() {
    const auto done = run_plain("COMMIT");
    in_transaction_ = false;
    if (!done) return pass(done);
    // The server answers a COMMIT after a failed statement with ROLLBACK, and calls that a success.
    if (std::string_view(PQcmdStatus(done->get())) != "COMMIT") {
        return fail(ErrorCode::kInternal, fmt::format("store '{}' rolled a change back", name_));
    }
    return {};
}

void PostgresDatabase::rollback() noexcept {
    in_transaction_ = false;
    if (PQtransactionStatus(connection_.get()) == PQTRANS_IDLE) return;
    ClearPostgresResult{}(PQexec(connection_.get(), "ROLLBACK"));
}

Result<void> PostgresDatabase::check_structure() {
    // Reading every row makes the server check its pages, where it was set up with checksums.
    std::vector<std::string> tables;
    const auto listed =
        query("SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()", {},
              [&](const Row& row) -> Result<void> {
                  tables.emplace_back(row.text(0));
                  return {};
              });
    if (!listed) return listed;
    for (const std::string& table : tables) {
        const auto sql = fmt::format("SELECT count(*), max(length(t::text)) FROM \"{}\" t", table);
        if (auto read = run_plain(sql.c_str()); !read) return pass(read);
    }
    return {};
}

Result<void> PostgresDatabase::settle() {
    // Frees what was deleted, so that the next rows overwrite it. The write-ahead log keeps it until it is recycled.
    if (auto done = run_plain("VACUUM holders, impressions, cards"); !done) return pass(done);
    return {};
}

Result<PostgresResult> PostgresDatabase::run(std::string_view sql, Values values) {
    if (auto connected = reconnect_if_lost(); !connected) return pass(connected);
    const auto statement = prepared(sql, values);
    if (!statement) return pass(statement);
    const Parameters parameters(values);
    PostgresResult result(PQexecPrepared(connection_.get(), statement->c_str(), parameters.count(), parameters.starts(),
                                         parameters.sizes(), parameters.formats(), kBinary));
    if (!succeeded(result.get())) return failed(result.get());
    return result;
}

Result<PostgresResult> PostgresDatabase::run_plain(const char* sql) {
    PostgresResult result(PQexec(connection_.get(), sql));
    if (!succeeded(result.get())) return failed(result.get());
    return result;
}

Result<std::string> PostgresDatabase::prepared(std::string_view sql, Values values) {
    const auto known = statements_.find(sql);
    if (known != statements_.end()) return known->second;
    const Parameters parameters(values);
    const std::string text(sql);
    std::string statement = fmt::format("s{}", statements_.size());
    const PostgresResult made(
        PQprepare(connection_.get(), statement.c_str(), text.c_str(), parameters.count(), parameters.types()));
    if (!succeeded(made.get())) return failed(made.get());
    statements_.emplace(text, statement);
    return statement;
}

Result<void> PostgresDatabase::reconnect_if_lost() {
    if (in_transaction_ || PQstatus(connection_.get()) == CONNECTION_OK) return {};
    PQreset(connection_.get());
    statements_.clear();
    if (PQstatus(connection_.get()) != CONNECTION_OK) return tl::unexpected(postgres_error("", name_));
    return configure(lock_timeout_ms_);
}

tl::unexpected<Error> PostgresDatabase::failed(const pg_result* result) const {
    const char* const state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return tl::unexpected(postgres_error(state == nullptr ? "" : state, name_));
}

}  // namespace dactyl::sql
