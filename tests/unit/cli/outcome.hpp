#pragma once

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "engine/cli/command_line.hpp"

namespace dactyl::cli {

/// What a call of the command gave: its status and what it printed.
struct Outcome {
    int status = 0;
    std::string out;
    std::string err;
};

inline Outcome outcome_of(const std::vector<Command>& commands, std::vector<std::string> arguments, bool live = false) {
    std::ostringstream out;
    std::ostringstream err;
    Console console(out, err, live);
    const int status = run_command_line(commands, std::move(arguments), console);
    return {status, out.str(), err.str()};
}

}  // namespace dactyl::cli
