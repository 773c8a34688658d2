#include "engine/accounts/crypto.hpp"

#include <algorithm>
#include <climits>
#include <memory>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include "engine/accounts/freed.hpp"

namespace dactyl::crypto {
namespace {

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Freed<EVP_CIPHER_CTX_free>>;
using KdfContext = std::unique_ptr<EVP_KDF_CTX, Freed<EVP_KDF_CTX_free>>;

// Algorithms are looked up once: a lookup costs more than sealing a template.
const EVP_CIPHER* aes_256_gcm() {
    static EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
    return cipher;
}
EVP_KDF* hkdf() {
    static EVP_KDF* const kdf = EVP_KDF_fetch(nullptr, "HKDF", nullptr);
    return kdf;
}

const unsigned char* in(ByteView bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* out(std::span<std::byte> bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

tl::unexpected<Error> failed(std::string_view what) {
    return fail(ErrorCode::kInternal, "cryptography failed: " + std::string(what));
}

Result<Digest> digest_by(const EVP_MD* algorithm, ByteView bytes) {
    Digest digest{};
    if (EVP_Digest(bytes.data(), bytes.size(), out(digest), nullptr, algorithm, nullptr) != 1) return failed("digest");
    return digest;
}

Result<Digest> hmac_by(const char* algorithm, std::span<const std::byte, Key256::kSize> key, ByteView bytes) {
    Digest digest{};
    std::size_t length = 0;
    if (EVP_Q_mac(nullptr, "HMAC", nullptr, algorithm, nullptr, key.data(), key.size(), in(bytes), bytes.size(),
                  out(digest), digest.size(), &length) == nullptr ||
        length != digest.size()) {
        return failed("message authentication");
    }
    return digest;
}

Result<Key256> hkdf_by(const char* algorithm, ByteView secret, ByteView salt, std::string_view info) {
    if (hkdf() == nullptr) return failed("key derivation");
    const KdfContext context(EVP_KDF_CTX_new(hkdf()));
    // OpenSSL takes these through pointers to mutable, and only reads them.
    const auto octets = [](const char* name, ByteView bytes) {
        return OSSL_PARAM_construct_octet_string(name, const_cast<std::byte*>(bytes.data()), bytes.size());
    };
    const std::array<OSSL_PARAM, 5> parameters = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, const_cast<char*>(algorithm), 0),
        octets(OSSL_KDF_PARAM_KEY, secret), octets(OSSL_KDF_PARAM_SALT, salt),
        octets(OSSL_KDF_PARAM_INFO, bytes_of(info)), OSSL_PARAM_construct_end()};
    Key256 key;
    if (!context || EVP_KDF_derive(context.get(), out(key.writable()), Key256::kSize, parameters.data()) != 1) {
        return failed("key derivation");
    }
    return key;
}

// The two keys of a seal by SM4 and HMAC-SM3.
constexpr std::string_view kSm4Use = "dactyl/1 seal: SM4-CTR";
constexpr std::string_view kSm4TagUse = "dactyl/1 seal: HMAC-SM3";
constexpr std::size_t kSm4KeyBytes = 16;

// `from` and `to` are of one size; counter mode is its own inverse.
bool sm4_counter_mode(ByteView key, ByteView vector, ByteView from, std::span<std::byte> to) {
    static EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "SM4-CTR", nullptr);
    const CipherContext context(EVP_CIPHER_CTX_new());
    int length = 0;
    return cipher != nullptr && context &&
           EVP_EncryptInit_ex2(context.get(), cipher, in(key), in(vector), nullptr) == 1 &&
           EVP_EncryptUpdate(context.get(), out(to), &length, in(from), static_cast<int>(from.size())) == 1 &&
           EVP_EncryptFinal_ex(context.get(), out(to) + length, &length) == 1;
}

// The length of the additional data comes first, so that none of it passes for ciphertext.
Result<Digest> sm4_tag(std::span<const std::byte, Key256::kSize> key, ByteView additional, ByteView sealed_part) {
    const auto tag_key = hmac_by("SM3", key, bytes_of(kSm4TagUse));
    if (!tag_key) return tag_key;
    Bytes covered;
    covered.reserve(8 + additional.size() + sealed_part.size());
    for (std::size_t i = 0; i < 8; ++i)
        covered.push_back(static_cast<std::byte>((additional.size() >> (8 * i)) & 0xFF));
    covered.insert(covered.end(), additional.begin(), additional.end());
    covered.insert(covered.end(), sealed_part.begin(), sealed_part.end());
    return hmac_by("SM3", *tag_key, covered);
}

tl::unexpected<Error> does_not_open() {
    return fail(ErrorCode::kCorrupt, "a sealed record does not open: it was altered or belongs elsewhere");
}

bool fits_int(ByteView bytes) { return bytes.size() <= static_cast<std::size_t>(INT_MAX) - kNonceBytes - kTagBytes; }

}  // namespace

Result<void> fill_random(std::span<std::byte> bytes) {
    if (!fits_int(bytes) || RAND_bytes(out(bytes), static_cast<int>(bytes.size())) != 1) return failed("random bytes");
    return {};
}

Result<Key256> random_key() {
    Key256 key;
    if (auto filled = fill_random(key.writable()); !filled) return pass(filled);
    return key;
}

Result<Digest> sha256(ByteView bytes) { return digest_by(EVP_sha256(), bytes); }
Result<Digest> sm3(ByteView bytes) { return digest_by(EVP_sm3(), bytes); }

Result<Digest> hmac_sha256(std::span<const std::byte, Key256::kSize> key, ByteView bytes) {
    return hmac_by("SHA256", key, bytes);
}
Result<Digest> hmac_sm3(std::span<const std::byte, Key256::kSize> key, ByteView bytes) {
    return hmac_by("SM3", key, bytes);
}

Result<Key256> hkdf_sha256(ByteView secret, ByteView salt, std::string_view info) {
    return hkdf_by("SHA256", secret, salt, info);
}
Result<Key256> hkdf_sm3(ByteView secret, ByteView salt, std::string_view info) {
    return hkdf_by("SM3", secret, salt, info);
}

Result<Bytes> gcm_seal(std::span<const std::byte, Key256::kSize> key, ByteView additional, ByteView plain) {
    if (!fits_int(plain) || !fits_int(additional)) return failed("record too large");
    Bytes sealed(kNonceBytes + plain.size() + kTagBytes);
    const auto nonce = std::span(sealed).first(kNonceBytes);
    const auto body = std::span(sealed).subspan(kNonceBytes, plain.size());
    const auto tag = std::span(sealed).last(kTagBytes);
    if (auto filled = fill_random(nonce); !filled) return pass(filled);
    const CipherContext context(EVP_CIPHER_CTX_new());
    int length = 0;
    const bool done =
        context && EVP_EncryptInit_ex2(context.get(), aes_256_gcm(), in(key), in(nonce), nullptr) == 1 &&
        EVP_EncryptUpdate(context.get(), nullptr, &length, in(additional), static_cast<int>(additional.size())) == 1 &&
        EVP_EncryptUpdate(context.get(), out(body), &length, in(plain), static_cast<int>(plain.size())) == 1 &&
        EVP_EncryptFinal_ex(context.get(), out(body) + length, &length) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, kTagBytes, out(tag)) == 1;
    if (!done) return failed("sealing");
    return sealed;
}

void GcmOpening::Freed::operator()(evp_cipher_ctx_st* context) const { EVP_CIPHER_CTX_free(context); }

Result<GcmOpening> GcmOpening::begin(std::span<const std::byte, Key256::kSize> key, ByteView additional,
                                     std::span<const std::byte, kNonceBytes> nonce) {
    GcmOpening opening(EVP_CIPHER_CTX_new());
    int length = 0;
    if (!opening.context_ || !fits_int(additional) ||
        EVP_DecryptInit_ex2(opening.context_.get(), aes_256_gcm(), in(key), in(nonce), nullptr) != 1 ||
        EVP_DecryptUpdate(opening.context_.get(), nullptr, &length, in(additional),
                          static_cast<int>(additional.size())) != 1) {
        return failed("unsealing");
    }
    return opening;
}

Result<void> GcmOpening::open(ByteView sealed, std::span<std::byte> plain) {
    int length = 0;
    if (!fits_int(sealed) || plain.size() != sealed.size() ||
        EVP_DecryptUpdate(context_.get(), out(plain), &length, in(sealed), static_cast<int>(sealed.size())) != 1) {
        return does_not_open();
    }
    return {};
}

Result<void> GcmOpening::finish(std::span<const std::byte, kTagBytes> tag) {
    int length = 0;
    std::array<std::byte, kTagBytes> none{};  // a counter mode has nothing left to give out
    if (EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_SET_TAG, kTagBytes, const_cast<std::byte*>(tag.data())) !=
            1 ||
        EVP_DecryptFinal_ex(context_.get(), out(none), &length) != 1) {
        return does_not_open();
    }
    return {};
}

Result<SecretBytes> gcm_open(std::span<const std::byte, Key256::kSize> key, ByteView additional, ByteView sealed) {
    if (sealed.size() < kNonceBytes + kTagBytes || !fits_int(sealed)) {
        return fail(ErrorCode::kCorrupt, "a sealed record is too short or too long");
    }
    const auto body = sealed.subspan(kNonceBytes, sealed.size() - kNonceBytes - kTagBytes);
    SecretBytes plain(body.size());
    auto opening = GcmOpening::begin(key, additional, sealed.first<kNonceBytes>());
    if (!opening) return pass(opening);
    if (auto opened = opening->open(body, plain.writable()); !opened) return pass(opened);
    if (auto held = opening->finish(sealed.last<kTagBytes>()); !held) return pass(held);
    return plain;
}

Result<Bytes> sm4_seal(std::span<const std::byte, Key256::kSize> key, ByteView additional, ByteView plain) {
    if (!fits_int(plain) || !fits_int(additional)) return failed("record too large");
    const auto cipher_key = hmac_sm3(key, bytes_of(kSm4Use));
    if (!cipher_key) return pass(cipher_key);
    Bytes sealed(kSm4VectorBytes + plain.size() + kDigestBytes);
    const auto vector = std::span(sealed).first(kSm4VectorBytes);
    if (auto filled = fill_random(vector); !filled) return pass(filled);
    const auto body = std::span(sealed).subspan(kSm4VectorBytes, plain.size());
    if (!sm4_counter_mode(ByteView(*cipher_key).first(kSm4KeyBytes), vector, plain, body)) return failed("sealing");
    const auto tag = sm4_tag(key, additional, ByteView(sealed).first(kSm4VectorBytes + plain.size()));
    if (!tag) return pass(tag);
    std::ranges::copy(*tag, sealed.end() - kDigestBytes);
    return sealed;
}

Result<SecretBytes> sm4_open(std::span<const std::byte, Key256::kSize> key, ByteView additional, ByteView sealed) {
    if (sealed.size() < kSm4VectorBytes + kDigestBytes || !fits_int(sealed)) {
        return fail(ErrorCode::kCorrupt, "a sealed record is too short or too long");
    }
    const ByteView covered = sealed.first(sealed.size() - kDigestBytes);
    const auto tag = sm4_tag(key, additional, covered);
    if (!tag) return pass(tag);
    if (!equal_in_constant_time(*tag, sealed.last(kDigestBytes))) return does_not_open();
    const auto cipher_key = hmac_sm3(key, bytes_of(kSm4Use));
    if (!cipher_key) return pass(cipher_key);
    SecretBytes plain(covered.size() - kSm4VectorBytes);
    if (!sm4_counter_mode(ByteView(*cipher_key).first(kSm4KeyBytes), covered.first(kSm4VectorBytes),
                          covered.subspan(kSm4VectorBytes), plain.writable())) {
        return failed("unsealing");
    }
    return plain;
}

bool equal_in_constant_time(ByteView a, ByteView b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace dactyl::crypto
