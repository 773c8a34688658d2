#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "engine/core/result.hpp"

namespace dactyl::store_bench {

struct KillReport {
    int rounds = 0;
    std::int64_t acknowledged = 0;  ///< changes that were acknowledged before the process died
    int lost = 0;                   ///< of them, that are not there any more
    int half = 0;                   ///< changes of which a part is there
    int broken_trails = 0;          ///< rounds after which the audit trail was not intact
    int unopenable = 0;             ///< rounds after which the store did not open

    bool sound() const { return lost == 0 && half == 0 && broken_trails == 0 && unopenable == 0; }
};

/// Lets a process enrol, link, unlock and rotate keys in a store, kills it (SIGKILL) at a random moment, looks whether
/// everything it acknowledged is there, and again. `place` is an empty folder or an empty schema's address with
/// `folder` for the keys. Call before anything else has opened a database in this process: it forks. Errors: of setting
/// up.
Result<KillReport> kill_rounds(const std::filesystem::path& place, const std::filesystem::path& folder, int rounds,
                               unsigned seed);

}  // namespace dactyl::store_bench
