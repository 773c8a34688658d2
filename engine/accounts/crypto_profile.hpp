#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/accounts/crypto.hpp"
#include "engine/accounts/signing.hpp"

namespace dactyl {

/// Which algorithms a store is built of; chosen when it is made, for good. Values are part of the format.
enum class CryptoProfile : std::uint8_t {
    kInternational = 1,  ///< AES-256-GCM, SHA-256, Ed25519
    kNational = 2,       ///< SM4-CTR with HMAC-SM3, SM3, SM2
};

std::string_view to_string(CryptoProfile profile);  ///< "international", "national"
std::optional<CryptoProfile> parse_crypto_profile(std::string_view text);
SignatureAlgorithm signature_algorithm(CryptoProfile profile);

namespace crypto {

/// crypto.hpp, by the algorithms of a profile.
Result<Digest> digest(CryptoProfile profile, ByteView bytes);
Result<Digest> hmac(CryptoProfile profile, std::span<const std::byte, Key256::kSize> key, ByteView bytes);
Result<Key256> hkdf(CryptoProfile profile, ByteView secret, ByteView salt, std::string_view info);
Result<Bytes> seal(CryptoProfile profile, const Key256& key, ByteView additional, ByteView plain);
Result<SecretBytes> open(CryptoProfile profile, const Key256& key, ByteView additional, ByteView sealed);

}  // namespace crypto
}  // namespace dactyl
