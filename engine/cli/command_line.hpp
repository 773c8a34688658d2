#pragma once

#include <string>
#include <vector>

#include "engine/cli/command.hpp"

namespace dactyl::cli {

/// Parses the arguments (without the program's name), runs the chosen command and returns the exit status. Lets no
/// exception out.
int run_command_line(const std::vector<Command>& commands, std::vector<std::string> arguments, Console& console);

}  // namespace dactyl::cli
