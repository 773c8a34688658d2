#include <iostream>
#include <string>
#include <vector>

#include <unistd.h>

#include "engine/cli/command_line.hpp"
#include "engine/cli/commands.hpp"

int main(int argc, char** argv) {
    std::ios::sync_with_stdio(false);
    dactyl::cli::Console console(std::cout, std::cerr, isatty(STDERR_FILENO) != 0);
    return dactyl::cli::run_command_line(dactyl::cli::all_commands(), {argv + 1, argv + argc}, console);
}
