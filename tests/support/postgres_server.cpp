#include "tests/support/postgres_server.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/core.h>
#include <libpq-fe.h>
#include <sys/types.h>
#include <unistd.h>

namespace dactyl {
namespace {

namespace fs = std::filesystem;

const fs::path kPrograms = "/usr/lib/postgresql/15/bin";

// PostgreSQL refuses to run as root: there it runs as the login that its package made.
std::string as_server_user(const std::string& command) {
    return ::geteuid() == 0 ? "runuser -u postgres -- " + command : command;
}

bool shell(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()) == 0; }

}  // namespace

PostgresServer* PostgresServer::shared() {
    if (!fs::exists(kPrograms / "initdb")) return nullptr;
    static PostgresServer server;
    return server.started_ ? &server : nullptr;
}

PostgresServer::PostgresServer() : owner_(::getpid()) {
    const std::string place = folder_.path().string();
    if (::geteuid() == 0 && !shell("chown postgres " + place)) return;
    const std::string data = place + "/data";
    // No flushing: the tests kill clients, never this server.
    const std::string options = fmt::format("-k {} -c listen_addresses= -c fsync=off -c max_connections=50", place);
    started_ = shell("cd / && " + as_server_user(fmt::format("{}/initdb -D {} -U dactyl -A trust -E UTF8 --no-sync "
                                                             "--no-instructions --data-checksums",
                                                             kPrograms.string(), data))) &&
               shell("cd / && " + as_server_user(fmt::format("{}/pg_ctl -D {} -l {}/log -w -o '{}' start",
                                                             kPrograms.string(), data, place, options)));
}

PostgresServer::~PostgresServer() {
    // Children of a test that end must leave the server alone.
    if (!started_ || ::getpid() != owner_) return;
    (void)shell("cd / && " + as_server_user(fmt::format("{}/pg_ctl -D {}/data -m immediate stop", kPrograms.string(),
                                                        folder_.path().string())));
}

std::string PostgresServer::empty_store() {
    const std::string base = fmt::format("postgresql:///postgres?host={}&user=dactyl", folder_.path().string());
    const std::string schema = fmt::format("store{}_{}", ::getpid(), ++schemas_);
    if (!run(base, "CREATE SCHEMA " + schema)) return {};
    return fmt::format("{}&options=-csearch_path%3D{}", base, schema);
}

bool PostgresServer::run(const std::string& address, const std::string& sql) {
    PGconn* const connection = PQconnectdb(address.c_str());
    PGresult* const result = PQexec(connection, sql.c_str());
    const auto status = PQresultStatus(result);
    PQclear(result);
    PQfinish(connection);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

std::string PostgresServer::raw_bytes() const {
    (void)run(fmt::format("postgresql:///postgres?host={}&user=dactyl", folder_.path().string()), "CHECKPOINT");
    std::string all;
    for (const auto& entry : fs::recursive_directory_iterator(folder_.path() / "data")) {
        if (!entry.is_regular_file()) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        all.append(std::istreambuf_iterator<char>(in), {});
    }
    return all;
}

}  // namespace dactyl
