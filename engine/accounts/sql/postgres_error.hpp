#pragma once

#include <string_view>

#include "engine/core/result.hpp"

namespace dactyl::sql {

/// The failure that an SQLSTATE means; empty: the connection itself failed. `name` is the database's. The server's own
/// words are left out: they may quote values.
Error postgres_error(std::string_view state, std::string_view name);

}  // namespace dactyl::sql
