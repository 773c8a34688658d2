#include "engine/cli/store_options.hpp"

#include <system_error>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/accounts/sql/address.hpp"

namespace dactyl::cli {
namespace {

Result<void> make_folder_of(const std::filesystem::path& file) {
    const std::filesystem::path folder = file.parent_path();
    if (folder.empty()) return {};
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (!error) return {};
    const bool full = error == std::errc::no_space_on_device;
    return fail(full ? ErrorCode::kDiskFull : ErrorCode::kUnwritable,
                fmt::format("folder {} cannot be made: {}", folder.string(), error.message()));
}

}  // namespace

void add_store_options(CLI::App& app, StoreOptions& options) {
    app.add_option("--store", options.database,
                   "The store: a database file, or the address of a PostgreSQL server, postgresql://...")
        ->envname("DACTYL_STORE")
        ->type_name("PATH")
        ->capture_default_str();
    app.add_option("--key", options.key, "The key file that unseals it")
        ->envname("DACTYL_KEY")
        ->type_name("PATH")
        ->capture_default_str();
    app.add_option("--second-key", options.second_key,
                   "The key file of hidden fields; --key with .hidden behind when not given")
        ->envname("DACTYL_SECOND_KEY")
        ->type_name("PATH");
}

Result<Service> open_store(const StoreOptions& options) {
    std::error_code unknown;
    if (sql::is_on_server(options.database) || std::filesystem::exists(options.database, unknown) || unknown)
        return Service::open(options.location());
    return fail(ErrorCode::kNotFound,
                fmt::format("there is no store '{}'; `dactyl store init` makes a new one, --store names another",
                            options.database.string()));
}

Result<void> create_store(const StoreOptions& options, CryptoProfile profile) {
    for (const std::filesystem::path& file : {options.database, options.key}) {
        if (sql::is_on_server(file)) continue;
        if (const Result<void> made = make_folder_of(file); !made) return made;
    }
    return Service::create(options.location(), profile);
}

}  // namespace dactyl::cli
