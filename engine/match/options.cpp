#include "engine/match/options.hpp"

namespace dactyl {

Result<void> MatchOptions::check() const {
    if (most_minutiae < 8 || most_minutiae > 64)
        return fail(ErrorCode::kInvalidArgument, "most_minutiae is not in [8, 64]");
    if (!(gate >= 0 && gate <= 1)) return fail(ErrorCode::kInvalidArgument, "gate is not in [0, 1]");
    if (!(rough_gate >= 0 && rough_gate <= 1)) return fail(ErrorCode::kInvalidArgument, "rough_gate is not in [0, 1]");
    return {};
}

}  // namespace dactyl
