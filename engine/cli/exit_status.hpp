#pragma once

#include "engine/core/result.hpp"

namespace dactyl::cli {

/// What the command's exit status says; the table for users is in engine/docs/cli.md. Values are stable.
enum class ExitStatus : int {
    kOk = 0,
    kNo = 1,      ///< the answer is no: refused, nobody recognised, the prints do not match
    kUsage = 2,   ///< the command line itself is wrong
    kRetry = 3,   ///< place the finger again
    kChoose = 4,  ///< several cards open: say which with --card
};

/// Failures of the library start here: 10 + the value of the ErrorCode.
inline constexpr int kFirstErrorStatus = 10;

constexpr int exit_status(ExitStatus status) { return static_cast<int>(status); }
constexpr int exit_status(ErrorCode code) { return kFirstErrorStatus + static_cast<int>(code); }

}  // namespace dactyl::cli
