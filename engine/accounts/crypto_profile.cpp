#include "engine/accounts/crypto_profile.hpp"

namespace dactyl {
namespace {

bool is_national(CryptoProfile profile) { return profile == CryptoProfile::kNational; }

}  // namespace

std::string_view to_string(CryptoProfile profile) { return is_national(profile) ? "national" : "international"; }

std::optional<CryptoProfile> parse_crypto_profile(std::string_view text) {
    for (const auto profile : {CryptoProfile::kInternational, CryptoProfile::kNational}) {
        if (text == to_string(profile)) return profile;
    }
    return std::nullopt;
}

SignatureAlgorithm signature_algorithm(CryptoProfile profile) {
    return is_national(profile) ? SignatureAlgorithm::kSm2 : SignatureAlgorithm::kEd25519;
}

namespace crypto {

Result<Digest> digest(CryptoProfile profile, ByteView bytes) {
    return is_national(profile) ? sm3(bytes) : sha256(bytes);
}

Result<Digest> hmac(CryptoProfile profile, std::span<const std::byte, Key256::kSize> key, ByteView bytes) {
    return is_national(profile) ? hmac_sm3(key, bytes) : hmac_sha256(key, bytes);
}

Result<Key256> hkdf(CryptoProfile profile, ByteView secret, ByteView salt, std::string_view info) {
    return is_national(profile) ? hkdf_sm3(secret, salt, info) : hkdf_sha256(secret, salt, info);
}

Result<Bytes> seal(CryptoProfile profile, const Key256& key, ByteView additional, ByteView plain) {
    return is_national(profile) ? sm4_seal(key.view(), additional, plain) : gcm_seal(key.view(), additional, plain);
}

Result<SecretBytes> open(CryptoProfile profile, const Key256& key, ByteView additional, ByteView sealed) {
    return is_national(profile) ? sm4_open(key.view(), additional, sealed) : gcm_open(key.view(), additional, sealed);
}

}  // namespace crypto
}  // namespace dactyl
