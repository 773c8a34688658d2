#include "engine/accounts/signing.hpp"

#include <algorithm>
#include <memory>

#include <openssl/evp.h>

#include "engine/accounts/crypto.hpp"

namespace dactyl {
namespace {

struct FreeKey {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

const unsigned char* in(ByteView bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* out(std::span<std::byte> bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

Key private_key(ByteView seed) {
    return Key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, in(seed), seed.size()));
}

}  // namespace

Result<SigningKey> SigningKey::generate() {
    const auto seed = crypto::random_key();
    if (!seed) return pass(seed);
    return from_seed(seed->view());
}

Result<SigningKey> SigningKey::from_seed(ByteView seed) {
    if (seed.size() != Key256::kSize) return fail(ErrorCode::kInvalidArgument, "a signing key's seed has 32 bytes");
    SigningKey made;
    std::ranges::copy(seed, made.seed_.writable().begin());
    const Key key = private_key(seed);
    std::size_t length = made.public_.size();
    if (!key || EVP_PKEY_get_raw_public_key(key.get(), out(made.public_), &length) != 1 ||
        length != made.public_.size()) {
        return fail(ErrorCode::kInternal, "cryptography failed: signing key");
    }
    return made;
}

Result<Signature> SigningKey::sign(ByteView message) const {
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
    const Key public_key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, in(key), key.size()));
    const Context context(EVP_MD_CTX_new());
    return public_key && context &&
           EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, public_key.get()) == 1 &&
           EVP_DigestVerify(context.get(), in(signature), signature.size(), in(message), message.size()) == 1;
}

}  // namespace dactyl
