#include "engine/service/attempts.hpp"

#include <algorithm>

namespace dactyl {
namespace {

std::chrono::seconds lockout_after(int earlier, std::chrono::seconds first) {
    std::chrono::seconds length = first;
    for (int i = 0; i < earlier && length < kLongestLockout; ++i) length *= 2;
    return std::min(length, kLongestLockout);
}

}  // namespace

bool is_locked(const AttemptState& state, std::chrono::sys_seconds now) { return now < state.locked_until; }

AttemptState with_attempt(const AttemptState& state, int most, std::chrono::seconds lockout,
                          std::chrono::sys_seconds now) {
    AttemptState next = state;
    ++next.failures;
    if (next.failures >= most) {
        next.failures = 0;
        next.locked_until = now + lockout_after(state.lockouts, lockout);
        ++next.lockouts;
    }
    return next;
}

int attempts_left(const AttemptState& state, int most, std::chrono::sys_seconds now) {
    return is_locked(state, now) ? 0 : most - state.failures;
}

}  // namespace dactyl
