#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "engine/accounts/sql/database.hpp"

namespace dactyl {

/// "DTYL": marks a database as a store of this software.
inline constexpr std::int64_t kStoreApplication = 0x4454594C;
/// The version of the schema that this build writes; engine/docs/formats/store.md describes it.
inline constexpr std::int64_t kStoreVersion = 6;

/// Makes the tables of an empty database, of this version or an earlier one, and stamps it. Inside a transaction of the
/// caller.
Result<void> create_schema(sql::Database& database, std::int64_t version = kStoreVersion);

/// Brings the tables of an earlier version up to this one; nothing is lost. In a transaction of its own. Errors:
/// kStoreReadOnly, kStoreLocked, kDiskFull.
Result<void> migrate(sql::Database& database);

/// Errors: kUnsupportedFormat (a database of something else), kVersionTooNew, kStoreDamaged.
Result<sql::Stamp> check_stamp(sql::Database& database);

/// What a column holds. Values are part of the format of backups.
enum class ColumnType : std::uint8_t { kInteger = 1, kText = 2, kBytes = 3 };
struct ColumnShape {
    std::string_view name;
    ColumnType type;
};
struct TableShape {
    std::string_view name;
    std::span<const ColumnShape> columns;
    bool paged = false;  ///< the first column is a number and the primary key
};
/// Every table of this version, those that others refer to first.
std::span<const TableShape> store_tables();

}  // namespace dactyl
