#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/cli/console.hpp"
#include "engine/cli/exit_status.hpp"
#include "engine/core/result.hpp"

namespace CLI {
class App;
}

namespace dactyl::cli {

/// What runs when a command was chosen and its options are parsed.
using Action = std::function<Result<ExitStatus>(Console&)>;

/// One line of the table of subcommands. A command has a `declare`, which adds its options to the CLI11 app
/// (keeping their values alive inside the action it returns), or `children`: `dactyl card link`; or both, where it does
/// something by itself and its children something else: `dactyl bench`, `dactyl bench scale`.
struct Command {
    std::string name;
    std::string summary;   ///< one line, without a full stop
    std::string examples;  ///< shown at the end of --help, one a line
    Action (*declare)(CLI::App&) = nullptr;
    std::vector<Command> children;
};

}  // namespace dactyl::cli
