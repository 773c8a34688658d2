#pragma once

#include <chrono>

#include "engine/accounts/repository.hpp"
#include "engine/service/policy.hpp"

namespace dactyl {

/// The longest lock-out that doubling reaches.
inline constexpr std::chrono::seconds kLongestLockout{24 * 3600};

bool is_locked(const AttemptState& state, std::chrono::sys_seconds now);

/// The state after one more refused attempt. The last one that the policy allows locks: for policy.lockout at first,
/// twice as long each time that follows without a success between.
AttemptState with_attempt(const AttemptState& state, const Policy& policy, std::chrono::sys_seconds now);

/// How many more attempts until the lock; 0 when locked.
int attempts_left(const AttemptState& state, const Policy& policy, std::chrono::sys_seconds now);

}  // namespace dactyl
