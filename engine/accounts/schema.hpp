#pragma once

#include "engine/accounts/sql/database.hpp"

namespace dactyl {

/// "DTYL": marks a database as a store of this software.
inline constexpr std::int64_t kStoreApplication = 0x4454594C;
/// The version of the schema that this build writes; engine/docs/formats/store.md describes it.
inline constexpr std::int64_t kStoreVersion = 1;

/// Makes the tables in an empty database and stamps it. Inside a transaction of the caller.
Result<void> create_schema(sql::Database& database);

/// Errors: kUnsupportedFormat (a database of something else), kVersionTooNew, kStoreDamaged.
Result<void> check_stamp(sql::Database& database);

}  // namespace dactyl
