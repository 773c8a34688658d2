#pragma once

#include <optional>
#include <string>

#include "tests/support/temporary_folder.hpp"

namespace dactyl {

/// A PostgreSQL server of the tests' own: a throw-away cluster on a socket in a temporary folder, without a network
/// port, gone when the test program ends.
class PostgresServer {
  public:
    /// The one of this program, started on the first call; nothing where PostgreSQL 15 is not installed.
    static PostgresServer* shared();

    /// The address of an empty schema that nobody else uses.
    std::string empty_store();
    /// Runs SQL behind the software's back. `address` is one of empty_store().
    static bool run(const std::string& address, const std::string& sql);
    /// Every byte of the cluster's files, after a checkpoint.
    std::string raw_bytes() const;

    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;
    ~PostgresServer();

  private:
    PostgresServer();
    bool started_ = false;
    int schemas_ = 0;
    pid_t owner_;
    TemporaryFolder folder_;
};

}  // namespace dactyl
