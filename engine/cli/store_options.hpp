#pragma once

#include <filesystem>

#include "engine/core/result.hpp"
#include "engine/service/service.hpp"

namespace CLI {
class App;
}

namespace dactyl::cli {

/// --store and --key, with their defaults from DACTYL_STORE and DACTYL_KEY, else below var/.
struct StoreOptions {
    std::filesystem::path database = "var/dactyl.db";
    std::filesystem::path key = "var/dactyl.key";
    std::filesystem::path second_key = {};  ///< of hidden fields; empty: the key's name with ".hidden" behind

    StoreLocation location() const { return {database, key, second_key}; }
};

/// `options` must live as long as the app's parsing.
void add_store_options(CLI::App& app, StoreOptions& options);

/// Service::open(); a store that is not there comes with the hint how to make one.
Result<Service> open_store(const StoreOptions& options);

/// Service::create(), with the folders above the two files.
Result<void> create_store(const StoreOptions& options, CryptoProfile profile = CryptoProfile::kInternational);

}  // namespace dactyl::cli
