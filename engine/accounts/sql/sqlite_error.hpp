#pragma once

#include <string_view>

#include "engine/core/result.hpp"

struct sqlite3;

namespace dactyl::sql {

/// The failure that an SQLite result code and, for I/O errors, the system's errno mean. `name` is the database's.
Error sqlite_error(int result, int system_error, std::string_view name);

/// The failure that the connection reported last.
Error last_sqlite_error(sqlite3* connection, std::string_view name);

}  // namespace dactyl::sql
