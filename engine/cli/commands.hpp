#pragma once

#include <vector>

#include "engine/cli/command.hpp"

namespace dactyl::cli {

/// The table: every subcommand of `dactyl`, in the order of --help. A new one is a file with one of the functions below
/// and its line here and in commands.cpp.
std::vector<Command> all_commands();

Command evaluate_command();
Command convert_command();
Command inspect_command();
Command validate_command();
Command bench_command();
Command doctor_command();
Command completion_command();

}  // namespace dactyl::cli
