#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "engine/cli/command.hpp"
#include "engine/cli/secret_input.hpp"
#include "engine/cli/store_options.hpp"

namespace dactyl::cli {

/// The options of every command about one holder; a command derives its own from it.
struct HolderOptions {
    StoreOptions store;
    std::optional<std::string> id;
};

/// Names a holder and opens the store; then `run(console, service, number, options)` does its work.
template <class Options, class Run>
Action holder_action(CLI::App& app, std::shared_ptr<Options> options, Run run) {
    add_id_option(app, options->id, true);
    add_store_options(app, options->store);
    return [options, run](Console& console) -> Result<ExitStatus> {
        const Result<IdentityNumber> number = identity_number(options->id);
        if (!number) return pass(number);
        Result<Service> service = open_store(options->store);
        if (!service) return pass(service);
        return run(console, *service, *number, *options);
    };
}

/// Opens the store; then `run(console, service, options)` does its work.
template <class Options, class Run>
Action store_action(CLI::App& app, std::shared_ptr<Options> options, Run run) {
    add_store_options(app, options->store);
    return [options, run](Console& console) -> Result<ExitStatus> {
        Result<Service> service = open_store(options->store);
        if (!service) return pass(service);
        return run(console, *service, *options);
    };
}

}  // namespace dactyl::cli
