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

AttemptState with_attempt(const AttemptState& state, const Policy& policy, std::chrono::sys_seconds now) {
    AttemptState next = state;
    ++next.failures;
    if (next.failures >= policy.max_attempts) {
        next.failures = 0;
        next.locked_until = now + lockout_after(state.lockouts, policy.lockout);
        ++next.lockouts;
    }
    return next;
}

int attempts_left(const AttemptState& state, const Policy& policy, std::chrono::sys_seconds now) {
    return is_locked(state, now) ? 0 : policy.max_attempts - state.failures;
}

}  // namespace dactyl
