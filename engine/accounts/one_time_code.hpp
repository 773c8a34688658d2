#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/accounts/bytes.hpp"
#include "engine/core/result.hpp"

/// Time-based one-time codes (RFC 6238 with HMAC-SHA-256, eight digits, 30 seconds), as authenticator programs make
/// them.
namespace dactyl {

inline constexpr std::chrono::seconds kCodeStep{30};
inline constexpr std::size_t kCodeSecretBytes = 32;

/// The code of a step: seconds since 1970 divided by kCodeStep. Errors: kInternal.
Result<std::string> one_time_code(ByteView secret, std::int64_t step);

/// Which step after `last_step` the code is of, if any: now, or one step to either side for clocks that differ. Takes
/// the same time whatever is wrong. Errors: kInternal.
Result<std::optional<std::int64_t>> matching_step(ByteView secret, std::string_view code, std::chrono::sys_seconds now,
                                                  std::int64_t last_step);

/// What an authenticator program takes: otpauth://totp/..., the secret in base 32.
std::string enrolment_address(std::string_view role, ByteView secret);

/// The secret in such an address: what an authenticator program keeps. Errors: kInvalidArgument.
Result<Bytes> secret_of(std::string_view address);

}  // namespace dactyl
