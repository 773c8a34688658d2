#include "engine/accounts/backup.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/core.h>
#include <openssl/evp.h>

#include "engine/accounts/crypto.hpp"
#include "engine/accounts/freed.hpp"
#include "engine/accounts/record.hpp"
#include "engine/accounts/schema.hpp"
#include "engine/accounts/sql/transaction.hpp"
#include "engine/core/atomic_file.hpp"

namespace dactyl {
namespace {

constexpr std::string_view kMagic = "DACTYLB\x1A";
constexpr std::uint64_t kFormatVersion = 1;
constexpr unsigned kPrivate = 0600;
// The largest record: a template of 64 KiB with its row around it fits many times.
constexpr std::uint64_t kLargestRecord = 16 * 1024 * 1024;
constexpr std::size_t kMostColumns = 32;
constexpr std::size_t kLongestName = 48;

enum class Part : std::uint8_t { kTable = 1, kRow = 2, kEnd = 3 };

// SHA-256 over what goes by.
class RunningDigest {
  public:
    RunningDigest() : context_(EVP_MD_CTX_new()) { EVP_DigestInit_ex2(context_.get(), EVP_sha256(), nullptr); }
    void add(ByteView bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
    crypto::Digest finish() {
        crypto::Digest digest{};
        EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(digest.data()), nullptr);
        return digest;
    }

  private:
    std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>> context_;
};

class BackupWriter {
  public:
    explicit BackupWriter(AtomicFile file) : file_(std::move(file)) {}
    Result<void> append(ByteView bytes) {
        digest_.add(bytes);
        report_.bytes += static_cast<std::int64_t>(bytes.size());
        pending_.insert(pending_.end(), bytes.begin(), bytes.end());
        return pending_.size() < kFlushAt ? Result<void>() : flush();
    }
    Result<void> record(const RecordWriter& record) {
        RecordWriter length;
        length.number(record.view().size());
        if (auto written = append(length.view()); !written) return written;
        return append(record.view());
    }
    void count_row() { ++report_.rows; }
    Result<BackupReport> finish() {
        const auto digest = digest_.finish();
        pending_.insert(pending_.end(), digest.begin(), digest.end());
        if (auto written = flush(); !written) return pass(written);
        if (auto done = file_.commit(); !done) return pass(done);
        return report_;
    }

  private:
    static constexpr std::size_t kFlushAt = 1024 * 1024;
    Result<void> flush() {
        auto written = file_.write(std::span<const std::byte>(pending_));
        pending_.clear();
        return written;
    }

    AtomicFile file_;
    RunningDigest digest_;
    Bytes pending_;
    BackupReport report_;
};

Result<void> write_row(BackupWriter& writer, const TableShape& table, const sql::Row& row) {
    RecordWriter record;
    record.number(static_cast<std::uint64_t>(Part::kRow));
    int column = 0;
    for (const ColumnShape& shape : table.columns) {
        if (shape.type == ColumnType::kInteger) {
            record.number(static_cast<std::uint64_t>(row.integer(column)));
        } else {
            record.bytes(row.blob(column));
        }
        ++column;
    }
    writer.count_row();
    return writer.record(record);
}

Result<void> write_table(sql::Database& database, BackupWriter& writer, const TableShape& table) {
    RecordWriter head;
    head.number(static_cast<std::uint64_t>(Part::kTable));
    head.text(table.name);
    head.number(table.columns.size());
    std::string names;
    for (const ColumnShape& column : table.columns) {
        head.text(column.name);
        head.number(static_cast<std::uint64_t>(column.type));
        names += (names.empty() ? "" : ", ") + std::string(column.name);
    }
    if (auto written = writer.record(head); !written) return written;
    // In pages by the first column of the primary key, so that a server does not send everything at once.
    constexpr std::int64_t kPage = 10'000;
    if (!table.paged) {
        return database.query(fmt::format("SELECT {} FROM {}", names, table.name), {},
                              [&](const sql::Row& row) { return write_row(writer, table, row); });
    }
    const auto sql = fmt::format("SELECT {} FROM {} WHERE {} > $1 ORDER BY {} LIMIT $2", names, table.name,
                                 table.columns.front().name, table.columns.front().name);
    for (std::int64_t last = -1;;) {
        std::int64_t rows = 0;
        const auto read = database.query(sql, {last, kPage}, [&](const sql::Row& row) -> Result<void> {
            last = row.integer(0);
            ++rows;
            return write_row(writer, table, row);
        });
        if (!read || rows < kPage) return read;
    }
}

tl::unexpected<Error> corrupt(const std::filesystem::path& path) {
    return fail(ErrorCode::kCorrupt, fmt::format("backup '{}' is damaged", path.string()));
}

class BackupReader {
  public:
    explicit BackupReader(const std::filesystem::path& path) : path_(path), file_(std::fopen(path.c_str(), "rb")) {}
    bool is_open() const { return file_ != nullptr; }

    Result<void> take(std::span<std::byte> bytes) {
        if (std::fread(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) return corrupt(path_);
        digest_.add(bytes);
        report_.bytes += static_cast<std::int64_t>(bytes.size());
        return {};
    }
    Result<Bytes> record() {
        Bytes length(8);
        if (auto taken = take(length); !taken) return pass(taken);
        const std::uint64_t size = RecordReader(length).number();
        if (size > kLargestRecord) return corrupt(path_);
        Bytes bytes(static_cast<std::size_t>(size));
        if (auto taken = take(bytes); !taken) return pass(taken);
        return bytes;
    }
    /// Whether the digest that follows is that of everything before, and nothing follows it.
    bool ends_well() {
        const auto expected = digest_.finish();
        crypto::Digest found{};
        return std::fread(found.data(), 1, found.size(), file_.get()) == found.size() && found == expected &&
               std::fgetc(file_.get()) == EOF;
    }
    const std::filesystem::path& path() const { return path_; }
    BackupReport& report() { return report_; }

  private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    std::filesystem::path path_;
    std::unique_ptr<std::FILE, Close> file_;
    RunningDigest digest_;
    BackupReport report_;
};

// Names come from the file and go into SQL: letters and underscores only.
bool is_name(std::string_view name) {
    return !name.empty() && name.size() <= kLongestName &&
           std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

struct Table {
    std::string insert;
    std::vector<ColumnType> types;
};

std::optional<Table> table_from(RecordReader reader) {
    const std::string name(reader.text());
    const std::uint64_t columns = reader.number();
    if (!is_name(name) || columns == 0 || columns > kMostColumns) return std::nullopt;
    Table table;
    std::string names;
    std::string values;
    for (std::uint64_t i = 0; i < columns; ++i) {
        const std::string column(reader.text());
        const std::uint64_t type = reader.number();
        if (!is_name(column) || type < 1 || type > 3) return std::nullopt;
        table.types.push_back(static_cast<ColumnType>(type));
        names += (i == 0 ? "" : ", ") + column;
        values += fmt::format("{}${}", i == 0 ? "" : ", ", i + 1);
    }
    if (!reader.finish()) return std::nullopt;
    // Rows that making the tables has put there (counters) are written over by those of the backup.
    table.insert = fmt::format("INSERT INTO {} ({}) VALUES ({})", name, names, values);
    return table;
}

Result<void> read_row(sql::Database& database, const Table& table, RecordReader reader) {
    std::vector<sql::Value> values;
    for (const ColumnType type : table.types) {
        if (type == ColumnType::kInteger) {
            values.emplace_back(static_cast<std::int64_t>(reader.number()));
        } else if (type == ColumnType::kText) {
            values.emplace_back(reader.text());
        } else {
            values.emplace_back(reader.bytes());
        }
    }
    if (!reader.finish()) return fail(ErrorCode::kCorrupt, "a row of the backup is damaged");
    const auto added = database.execute(table.insert, values);
    if (!added) return pass(added);
    return {};
}

Result<std::int64_t> read_head(BackupReader& reader) {
    Bytes magic(kMagic.size());
    if (!reader.take(magic) || text_of(magic) != kMagic) {
        return fail(ErrorCode::kUnsupportedFormat, fmt::format("'{}' is not a backup", reader.path().string()));
    }
    const auto head = reader.record();
    if (!head) return pass(head);
    RecordReader fields(*head);
    const std::uint64_t format = fields.number();
    const std::uint64_t version = fields.number();
    if (format > kFormatVersion || version > static_cast<std::uint64_t>(kStoreVersion)) {
        return fail(ErrorCode::kVersionTooNew,
                    fmt::format("backup '{}' is of a newer version", reader.path().string()));
    }
    if (!fields.finish() || format == 0 || version == 0) return corrupt(reader.path());
    return static_cast<std::int64_t>(version);
}

}  // namespace

Result<BackupReport> write_backup(sql::Database& database, const std::filesystem::path& path) {
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored)) {
        return fail(ErrorCode::kAlreadyExists, fmt::format("backup '{}' exists already", path.string()));
    }
    auto file = AtomicFile::open(path, kPrivate);
    if (!file) return pass(file);
    auto snapshot = sql::Snapshot::begin(database);
    if (!snapshot) return pass(snapshot);
    BackupWriter writer(std::move(*file));
    if (auto written = writer.append(bytes_of(kMagic)); !written) return pass(written);
    RecordWriter head;
    head.number(kFormatVersion);
    head.number(static_cast<std::uint64_t>(kStoreVersion));
    if (auto written = writer.record(head); !written) return pass(written);
    for (const TableShape& table : store_tables()) {
        if (auto written = write_table(database, writer, table); !written) return pass(written);
    }
    RecordWriter end;
    end.number(static_cast<std::uint64_t>(Part::kEnd));
    if (auto written = writer.record(end); !written) return pass(written);
    return writer.finish();
}

Result<BackupReport> read_backup(sql::Database& database, const std::filesystem::path& path) {
    BackupReader reader(path);
    if (!reader.is_open()) {
        std::error_code ignored;
        const bool there = std::filesystem::exists(path, ignored);
        return fail(there ? ErrorCode::kUnreadable : ErrorCode::kNotFound,
                    fmt::format("backup '{}' cannot be read", path.string()));
    }
    const auto version = read_head(reader);
    if (!version) return pass(version);
    auto transaction = sql::Transaction::begin(database);
    if (!transaction) return pass(transaction);
    if (auto made = create_schema(database, *version); !made) return pass(made);
    // Making the tables has put the first counters there; those of the backup take their place.
    if (auto emptied = database.execute("DELETE FROM counters"); !emptied) return pass(emptied);
    std::optional<Table> table;
    while (true) {
        const auto bytes = reader.record();
        if (!bytes) return pass(bytes);
        RecordReader fields(*bytes);
        const auto part = static_cast<Part>(fields.number());
        if (part == Part::kEnd) break;
        if (part == Part::kTable) {
            table = table_from(fields);
            if (!table) return corrupt(path);
            continue;
        }
        if (part != Part::kRow || !table) return corrupt(path);
        if (auto added = read_row(database, *table, fields); !added) {
            return added.error().code == ErrorCode::kDiskFull ? tl::unexpected(added.error()) : corrupt(path);
        }
        ++reader.report().rows;
    }
    if (!reader.ends_well()) return corrupt(path);
    if (auto committed = transaction->commit(); !committed) return pass(committed);
    return reader.report();
}

}  // namespace dactyl
