#pragma once

#include <array>
#include <cstddef>

#include "engine/accounts/bytes.hpp"
#include "engine/accounts/secret.hpp"
#include "engine/core/result.hpp"

/// Ed25519 signatures (RFC 8032) by OpenSSL.
namespace dactyl {

using PublicKey = std::array<std::byte, 32>;
using Signature = std::array<std::byte, 64>;

/// A private key and its public half. The private half is wiped when destroyed.
class SigningKey {
  public:
    /// Errors: kInternal.
    static Result<SigningKey> generate();
    /// From its 32-byte seed. Errors: kInvalidArgument (wrong size), kInternal.
    static Result<SigningKey> from_seed(ByteView seed);

    const PublicKey& public_key() const { return public_; }
    ByteView seed() const { return seed_.view(); }
    /// Deterministic. Errors: kInternal.
    Result<Signature> sign(ByteView message) const;

  private:
    SigningKey() = default;
    Key256 seed_;
    PublicKey public_{};
};

/// Whether the signature is that of the message under the key. Thread-safe; about 0.1 ms.
bool signature_holds(const PublicKey& key, ByteView message, const Signature& signature);

}  // namespace dactyl
