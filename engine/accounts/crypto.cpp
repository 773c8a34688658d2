#include "engine/accounts/crypto.hpp"

#include <climits>
#include <memory>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

namespace dactyl::crypto {
namespace {

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* object) const {
        Free(object);
    }
};
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

Result<Digest> sha256(ByteView bytes) {
    Digest digest{};
    if (EVP_Digest(bytes.data(), bytes.size(), out(digest), nullptr, EVP_sha256(), nullptr) != 1)
        return failed("digest");
    return digest;
}

Result<Digest> hmac_sha256(std::span<const std::byte, Key256::kSize> key, ByteView bytes) {
    Digest digest{};
    std::size_t length = 0;
    if (EVP_Q_mac(nullptr, "HMAC", nullptr, "SHA256", nullptr, key.data(), key.size(), in(bytes), bytes.size(),
                  out(digest), digest.size(), &length) == nullptr ||
        length != digest.size()) {
        return failed("message authentication");
    }
    return digest;
}

Result<Key256> hkdf_sha256(ByteView secret, ByteView salt, std::string_view info) {
    if (hkdf() == nullptr) return failed("key derivation");
    const KdfContext context(EVP_KDF_CTX_new(hkdf()));
    // OpenSSL takes these through pointers to mutable, and only reads them.
    const auto octets = [](const char* name, ByteView bytes) {
        return OSSL_PARAM_construct_octet_string(name, const_cast<std::byte*>(bytes.data()), bytes.size());
    };
    char digest[] = "SHA256";
    const std::array<OSSL_PARAM, 5> parameters = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0), octets(OSSL_KDF_PARAM_KEY, secret),
        octets(OSSL_KDF_PARAM_SALT, salt), octets(OSSL_KDF_PARAM_INFO, bytes_of(info)), OSSL_PARAM_construct_end()};
    Key256 key;
    if (!context || EVP_KDF_derive(context.get(), out(key.writable()), Key256::kSize, parameters.data()) != 1) {
        return failed("key derivation");
    }
    return key;
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

Result<SecretBytes> gcm_open(std::span<const std::byte, Key256::kSize> key, ByteView additional, ByteView sealed) {
    if (sealed.size() < kNonceBytes + kTagBytes || !fits_int(sealed)) {
        return fail(ErrorCode::kCorrupt, "a sealed record is too short or too long");
    }
    const auto nonce = sealed.first(kNonceBytes);
    const auto body = sealed.subspan(kNonceBytes, sealed.size() - kNonceBytes - kTagBytes);
    const auto tag = sealed.last(kTagBytes);
    SecretBytes plain(body.size());
    const CipherContext context(EVP_CIPHER_CTX_new());
    int length = 0;
    if (!context || EVP_DecryptInit_ex2(context.get(), aes_256_gcm(), in(key), in(nonce), nullptr) != 1) {
        return failed("unsealing");
    }
    const bool done =
        EVP_DecryptUpdate(context.get(), nullptr, &length, in(additional), static_cast<int>(additional.size())) == 1 &&
        EVP_DecryptUpdate(context.get(), out(plain.writable()), &length, in(body), static_cast<int>(body.size())) ==
            1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, kTagBytes, const_cast<std::byte*>(tag.data())) == 1 &&
        EVP_DecryptFinal_ex(context.get(), out(plain.writable()) + length, &length) == 1;
    if (!done) return fail(ErrorCode::kCorrupt, "a sealed record does not open: it was altered or belongs elsewhere");
    return plain;
}

bool equal_in_constant_time(ByteView a, ByteView b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace dactyl::crypto
