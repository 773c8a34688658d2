#include "engine/accounts/signing.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <openssl/evp.h>

#include "engine/accounts/crypto.hpp"
#include "engine/accounts/freed.hpp"
#include "engine/accounts/sm2.hpp"

namespace dactyl {
namespace {

using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Context = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;

const unsigned char* in(ByteView bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* out(std::span<std::byte> bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

Key private_key(ByteView seed) {
    return Key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, in(seed), seed.size()));
}

}  // namespace

Result<PublicKey> PublicKey::from_bytes(ByteView bytes) {
    if (bytes.size() != kEd25519Bytes && !sm2::is_point(bytes)) {
        return fail(ErrorCode::kInvalidArgument, "a public key has 32 bytes (Ed25519), or 65 of a point of SM2");
    }
    PublicKey key;
    key.bytes_.assign(bytes.begin(), bytes.end());
    return key;
}

Result<SigningKey> SigningKey::generate(SignatureAlgorithm algorithm) {
    while (true) {
        const auto seed = crypto::random_key();
        if (!seed) return pass(seed);
        auto made = from_seed(seed->view(), algorithm);
        // One number in four thousand million is none of SM2.
        if (made || made.error().code != ErrorCode::kInvalidArgument) return made;
    }
}

Result<SigningKey> SigningKey::from_seed(ByteView seed, SignatureAlgorithm algorithm) {
    if (seed.size() != Key256::kSize) return fail(ErrorCode::kInvalidArgument, "a signing key's seed has 32 bytes");
    SigningKey made;
    std::ranges::copy(seed, made.seed_.writable().begin());
    if (algorithm == SignatureAlgorithm::kSm2) {
        auto point = sm2::public_point(seed);
        if (!point) return pass(point);
        made.public_.bytes_ = std::move(*point);
        return made;
    }
    made.public_.bytes_.resize(PublicKey::kEd25519Bytes);
    const Key key = private_key(seed);
    std::size_t length = made.public_.bytes_.size();
    if (!key || EVP_PKEY_get_raw_public_key(key.get(), out(made.public_.bytes_), &length) != 1 ||
        length != made.public_.bytes_.size()) {
        return fail(ErrorCode::kInternal, "cryptography failed: signing key");
    }
    return made;
}

Result<Signature> SigningKey::sign(ByteView message) const {
    if (public_.algorithm() == SignatureAlgorithm::kSm2) return sm2::sign(seed_.view(), public_.view(), message);
    const Key key = private_key(seed_.view());
    const Context context(EVP_MD_CTX_new());
    Signature signature{};
    std::size_t length = signature.size();
    if (!key || !context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
        EVP_DigestSign(context.get(), out(signature), &length, in(message), message.size()) != 1 ||
        length != signature.size()) {
        return fail(ErrorCode::kInternal, "cryptography failed: signing");
    }
    return signature;
}

bool signature_holds(const PublicKey& key, ByteView message, const Signature& signature) {
    if (key.algorithm() == SignatureAlgorithm::kSm2) return sm2::holds(key.view(), message, signature);
    const Key public_key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, in(key.view()), key.view().size()));
    const Context context(EVP_MD_CTX_new());
    return public_key && context &&
           EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, public_key.get()) == 1 &&
           EVP_DigestVerify(context.get(), in(signature), signature.size(), in(message), message.size()) == 1;
}

}  // namespace dactyl
