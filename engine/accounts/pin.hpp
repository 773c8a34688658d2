#pragma once

#include <string_view>

#include "engine/accounts/bytes.hpp"
#include "engine/core/result.hpp"

/// A card's PIN, kept as scrypt (RFC 7914) made it.
namespace dactyl {

/// Six to twelve digits, not all the same and not counting up or down. Errors: kInvalidArgument; no message repeats it.
Result<void> check_pin(std::string_view pin);

/// Salt, cost and derived key. About 50 ms and 16 MiB. Errors: kInternal.
Result<Bytes> hash_pin(std::string_view pin);

/// Whether `hashed`, of hash_pin(), is of this PIN; takes the same time for every PIN. Errors: kStoreDamaged,
/// kInternal.
Result<bool> pin_matches(ByteView hashed, std::string_view pin);

}  // namespace dactyl
