#pragma once

#include <chrono>

#include "engine/accounts/repository.hpp"

namespace dactyl {

/// The longest lock-out that doubling reaches.
inline constexpr std::chrono::seconds kLongestLockout{24 * 3600};

bool is_locked(const AttemptState& state, std::chrono::sys_seconds now);

/// The state after one more refused attempt. The last of `most` locks: for `lockout` at first,
/// twice as long each time that follows without a success between.
AttemptState with_attempt(const AttemptState& state, int most, std::chrono::seconds lockout,
                          std::chrono::sys_seconds now);

/// How many more attempts until the lock; 0 when locked.
int attempts_left(const AttemptState& state, int most, std::chrono::sys_seconds now);

}  // namespace dactyl
