#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "engine/accounts/bytes.hpp"
#include "engine/accounts/secret.hpp"
#include "engine/core/result.hpp"

struct evp_cipher_ctx_st;  // OpenSSL's EVP_CIPHER_CTX

/// The few primitives that the accounts use, by OpenSSL 3. Thread-safe. Errors: kInternal when OpenSSL fails, which it
/// does only without memory or without a working random generator.
namespace dactyl::crypto {

inline constexpr std::size_t kNonceBytes = 12;  ///< of AES-GCM, NIST SP 800-38D
inline constexpr std::size_t kTagBytes = 16;
inline constexpr std::size_t kDigestBytes = 32;  ///< of SHA-256 and of SM3
inline constexpr std::size_t kSm4VectorBytes = 16;

using Digest = std::array<std::byte, kDigestBytes>;

Result<void> fill_random(std::span<std::byte> bytes);
Result<Key256> random_key();
Result<Digest> sha256(ByteView bytes);
/// GB/T 32905.
Result<Digest> sm3(ByteView bytes);
/// RFC 2104 with SHA-256, and with SM3.
Result<Digest> hmac_sha256(std::span<const std::byte, Key256::kSize> key, ByteView bytes);
Result<Digest> hmac_sm3(std::span<const std::byte, Key256::kSize> key, ByteView bytes);
/// RFC 5869: extract and expand, with SHA-256, and with SM3.
Result<Key256> hkdf_sha256(ByteView secret, ByteView salt, std::string_view info);
Result<Key256> hkdf_sm3(ByteView secret, ByteView salt, std::string_view info);

/// AES-256-GCM under a fresh random nonce: nonce, ciphertext, tag.
Result<Bytes> gcm_seal(std::span<const std::byte, Key256::kSize> key, ByteView additional, ByteView plain);
/// The inverse. Errors: kCorrupt when the bytes, the additional data or the key are not those of sealing.
Result<SecretBytes> gcm_open(std::span<const std::byte, Key256::kSize> key, ByteView additional, ByteView sealed);

/// gcm_open() piece by piece, for what is too large to hold twice. Nothing of what comes out may be believed before
/// finish() has held. One thread at a time.
class GcmOpening {
  public:
    /// `nonce`: the first kNonceBytes of what gcm_seal() made.
    static Result<GcmOpening> begin(std::span<const std::byte, Key256::kSize> key, ByteView additional,
                                    std::span<const std::byte, kNonceBytes> nonce);
    /// The next piece of ciphertext, at most 1 GiB; `plain` is as long. Errors: kCorrupt.
    Result<void> open(ByteView sealed, std::span<std::byte> plain);
    /// `tag`: the last kTagBytes. Errors: kCorrupt, as gcm_open().
    Result<void> finish(std::span<const std::byte, kTagBytes> tag);

  private:
    struct Freed {
        void operator()(evp_cipher_ctx_st* context) const;
    };
    explicit GcmOpening(evp_cipher_ctx_st* context) : context_(context) {}

    std::unique_ptr<evp_cipher_ctx_st, Freed> context_;
};

/// SM4 (GB/T 32907) in counter mode, then HMAC-SM3 over additional data, vector and ciphertext, each under a key of its
/// own made from `key`: a random vector, ciphertext, tag of 32 bytes. engine/docs/formats/store.md.
Result<Bytes> sm4_seal(std::span<const std::byte, Key256::kSize> key, ByteView additional, ByteView plain);
/// The inverse. Errors: as gcm_open(); nothing is decrypted before the tag has held.
Result<SecretBytes> sm4_open(std::span<const std::byte, Key256::kSize> key, ByteView additional, ByteView sealed);

/// Whether two texts of bytes are equal, in a time that depends on their sizes only.
bool equal_in_constant_time(ByteView a, ByteView b);

}  // namespace dactyl::crypto
