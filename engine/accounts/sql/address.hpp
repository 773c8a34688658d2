#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "engine/accounts/sql/database.hpp"
#include "engine/accounts/sql/options.hpp"

namespace dactyl::sql {

/// Whether a store's place is a PostgreSQL server ("postgresql://..." or "postgres://...") and not a file of SQLite.
bool is_on_server(const std::filesystem::path& place);

/// How messages call it: without the password, if somebody put one into it.
std::string shown_address(const std::filesystem::path& place);

/// open_sqlite() or open_postgres().
Result<std::unique_ptr<Database>> open_database(const std::filesystem::path& place, const Options& options = {});
/// create_sqlite() or create_postgres().
Result<void> create_database(const std::filesystem::path& place, const std::function<Result<void>(Database&)>& fill);

/// Whether there is something at that place that a new store must not touch. A server is asked when it is opened.
bool is_taken(const std::filesystem::path& place);

}  // namespace dactyl::sql
