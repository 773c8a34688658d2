#pragma once

#include <vector>

#include "engine/cli/command.hpp"

namespace dactyl::cli {

/// The table: every subcommand of `dactyl`, in the order of --help. A new one is a file with one of the functions below
/// and its line here and in commands.cpp.
std::vector<Command> all_commands();

Command demo_command();
Command extract_command();
Command match_command();
Command store_command();
Command enroll_command();
Command holder_command();
Command card_command();
Command verify_command();
Command identify_command();
Command unlock_command();
Command unlock_pin_command();
Command consent_command();
Command role_command();
Command disclose_command();
Command record_command();
Command certificate_command();
Command grant_command();
Command audit_command();
Command keys_command();
Command synth_command();
Command evaluate_command();
Command convert_command();
Command inspect_command();
Command validate_command();
Command liveness_command();
Command bench_command();
Command bench_scale_command();  ///< below `bench`
Command sensor_command();
Command doctor_command();
Command completion_command();

}  // namespace dactyl::cli
