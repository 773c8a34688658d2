#include "engine/cli/commands.hpp"

namespace dactyl::cli {

// One command a line.
// clang-format off
std::vector<Command> all_commands() {
    return {
        demo_command(),
        extract_command(),
        match_command(),
        synth_command(),
        evaluate_command(),
        convert_command(),
        inspect_command(),
        validate_command(),
        liveness_command(),
        bench_command(),
        store_command(),
        enroll_command(),
        holder_command(),
        card_command(),
        verify_command(),
        identify_command(),
        unlock_command(),
        unlock_pin_command(),
        grant_command(),
        consent_command(),
        role_command(),
        disclose_command(),
        record_command(),
        certificate_command(),
        audit_command(),
        keys_command(),
        sensor_command(),
        doctor_command(),
        completion_command(),
    };
}
// clang-format on

}  // namespace dactyl::cli
