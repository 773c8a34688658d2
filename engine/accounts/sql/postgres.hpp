#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/accounts/sql/database.hpp"
#include "engine/accounts/sql/options.hpp"

namespace dactyl::sql {

/// Connects to a database of a PostgreSQL server, version 13 or later. `address` is a connection URI of libpq
/// ("postgresql:///people?host=/run/postgresql"); a password belongs into ~/.pgpass, and is never in messages. The
/// tables lie in the first schema of the login's search path. Errors: kInvalidArgument (the address), kUnreadable,
/// kNotAllowed, kNotFound.
Result<std::unique_ptr<Database>> open_postgres(const std::string& address, const Options& options = {});

/// Fills an empty schema, in one transaction of `fill`. Errors: those of open_postgres() and `fill`; kAlreadyExists
/// when a store is there.
Result<void> create_postgres(const std::string& address, const std::function<Result<void>(Database&)>& fill);

}  // namespace dactyl::sql
