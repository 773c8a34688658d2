#include <iostream>
#include <string>
#include <vector>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "engine/cli/command_line.hpp"
#include "engine/cli/commands.hpp"

namespace {

// Keys and templates are in memory: no core dumps, neither into files nor into a pipe of the system's, which only the
// second of these keeps.
void forbid_core_dumps() {
    const rlimit none = {0, 0};
    (void)setrlimit(RLIMIT_CORE, &none);
    (void)prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace

int main(int argc, char** argv) {
    forbid_core_dumps();
    std::ios::sync_with_stdio(false);
    dactyl::cli::Console console(std::cout, std::cerr, isatty(STDERR_FILENO) != 0);
    return dactyl::cli::run_command_line(dactyl::cli::all_commands(), {argv + 1, argv + argc}, console);
}
