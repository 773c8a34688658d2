#include "engine/accounts/sql/postgres.hpp"

#include <string_view>
#include <utility>

#include <fmt/core.h>
#include <libpq-fe.h>

#include "engine/accounts/sql/address.hpp"
#include "engine/accounts/sql/postgres_database.hpp"
#include "engine/accounts/sql/postgres_error.hpp"

namespace dactyl::sql {
namespace {

// What went wrong before there was a session, for which libpq has words only.
Error connection_error(std::string_view words, const std::string& name) {
    if (words.find("does not exist") != std::string_view::npos) return postgres_error("3D000", name);
    if (words.find("authentication") != std::string_view::npos) return postgres_error("28000", name);
    return postgres_error("", name);
}

}  // namespace

Result<std::unique_ptr<Database>> open_postgres(const std::string& address, const Options& options) {
    const std::string name = shown_address(address);
    PostgresConnection connection(PQconnectdb(address.c_str()));
    if (!connection) return fail(ErrorCode::kInternal, "there is no memory for a connection");
    if (PQstatus(connection.get()) != CONNECTION_OK) {
        return tl::unexpected(connection_error(PQerrorMessage(connection.get()), name));
    }
    PQsetErrorVerbosity(connection.get(), PQERRORS_TERSE);
    auto database = std::make_unique<PostgresDatabase>(std::move(connection), name);
    if (auto configured = database->configure(options.busy_timeout.count()); !configured) return pass(configured);
    return database;
}

Result<void> create_postgres(const std::string& address, const std::function<Result<void>(Database&)>& fill) {
    auto database = open_postgres(address);
    if (!database) return pass(database);
    const auto stamp = (*database)->stamp();
    if (!stamp) return pass(stamp);
    if (stamp->application != 0) {
        return fail(ErrorCode::kAlreadyExists, fmt::format("store '{}' exists already", (*database)->name()));
    }
    return fill(**database);
}

}  // namespace dactyl::sql
