#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/accounts/bytes.hpp"
#include "engine/core/result.hpp"

/// The little that the repository needs of a database, so that one portable text of SQL serves several. Parameters are
/// $1, $2, ... in the order of their first appearance. Errors everywhere: kStoreLocked, kStoreReadOnly, kStoreDamaged,
/// kDiskFull, kUnreadable, kUnwritable, kAlreadyExists (a UNIQUE constraint), kInternal; after one, nothing of the
/// statement has happened. Messages name the database and the kind of failure, never a value.
namespace dactyl::sql {

/// One parameter; texts and bytes are views that must live until the call returns.
using Value = std::variant<std::monostate, std::int64_t, std::string_view, ByteView>;
class Values {
  public:
    Values() = default;
    Values(std::initializer_list<Value> values) : values_(values.begin(), values.size()) {}
    Values(const std::vector<Value>& values) : values_(values) {}
    const Value* begin() const { return values_.data(); }
    const Value* end() const { return values_.data() + values_.size(); }
    std::size_t size() const { return values_.size(); }

  private:
    std::span<const Value> values_;
};

/// The row that a query stands on; columns are counted from 0, views are valid until the callback returns.
class Row {
  public:
    virtual ~Row() = default;
    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual std::string_view text(int column) const = 0;
    virtual ByteView blob(int column) const = 0;
};

/// Called for each row; a failure ends the query and becomes its result.
using OnRow = std::function<Result<void>(const Row&)>;

/// Words that differ between databases.
struct Dialect {
    std::string_view blob;          ///< type of a column of bytes
    std::string_view key;           ///< type of a 64-bit primary key
    std::string_view table_suffix;  ///< after the closing bracket of CREATE TABLE
};

/// Marks a database as a dactyl store of some version of the schema.
struct Stamp {
    std::int64_t application = 0;
    std::int64_t version = 0;
};

/// When a commit is on the disk.
enum class Durability : std::uint8_t {
    kNow,       ///< when commit() returns
    kWithNext,  ///< with the next commit of kNow: it outlives this process at once, a loss of power from then on
};

/// One connection. Not thread-safe.
class Database {
  public:
    virtual ~Database() = default;
    virtual const Dialect& dialect() const = 0;
    /// How messages call it: a path or an address.
    virtual const std::string& name() const = 0;
    virtual bool read_only() const = 0;

    virtual Result<Stamp> stamp() = 0;
    virtual Result<void> set_stamp(const Stamp& stamp) = 0;

    /// Runs one statement that gives no rows; the number of rows that it changed.
    virtual Result<std::int64_t> execute(std::string_view sql, Values values = {}) = 0;
    /// Runs one query. The callback must not use this database.
    virtual Result<void> query(std::string_view sql, Values values, const OnRow& on_row) = 0;

    /// Begins a transaction that may write; waits for others that do. See Transaction.
    virtual Result<void> begin(Durability durability) = 0;
    /// Begins to read the database as it is now, whatever others write meanwhile; rollback() ends it.
    virtual Result<void> begin_snapshot() = 0;
    virtual Result<void> commit() = 0;
    virtual void rollback() noexcept = 0;

    /// Reads all of the database and checks its structure. Errors: kStoreDamaged. Costs about a second a gigabyte.
    virtual Result<void> check_structure() = 0;
    /// Moves what was committed into its final place and removes what was deleted from journals.
    virtual Result<void> settle() = 0;
};

}  // namespace dactyl::sql
