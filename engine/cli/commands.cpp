#include "engine/cli/commands.hpp"

namespace dactyl::cli {

std::vector<Command> all_commands() {
    return {
        evaluate_command(),
        convert_command(),
        inspect_command(),
        validate_command(),
        bench_command(),
        doctor_command(),
        completion_command(),
    };
}

}  // namespace dactyl::cli
