#pragma once

#include "engine/accounts/signing.hpp"

/// SM2 by OpenSSL, below signing.hpp.
namespace dactyl::sm2 {

/// The public point of a private number, 0x04 x y. Errors: kInvalidArgument (not within 1 to n - 2), kInternal.
Result<Bytes> public_point(ByteView number);
bool is_point(ByteView point);
/// Errors: kInternal.
Result<Signature> sign(ByteView number, ByteView point, ByteView message);
bool holds(ByteView point, ByteView message, const Signature& signature);

}  // namespace dactyl::sm2
