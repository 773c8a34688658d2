#include "engine/accounts/sm2.hpp"

#include <memory>
#include <string_view>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include "engine/accounts/freed.hpp"

namespace dactyl::sm2 {
namespace {

using Number = std::unique_ptr<BIGNUM, Freed<BN_clear_free>>;
using Group = std::unique_ptr<EC_GROUP, Freed<EC_GROUP_free>>;
using Point = std::unique_ptr<EC_POINT, Freed<EC_POINT_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Context = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Pair = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

constexpr std::size_t kNumberBytes = 32;
constexpr std::size_t kPointBytes = 1 + 2 * kNumberBytes;
constexpr std::byte kUncompressed{4};
// Of whoever signs, where nothing else is agreed on: GM/T 0009, 10.
constexpr std::string_view kIdentity = "1234567812345678";

const unsigned char* in(ByteView bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* out(std::span<std::byte> bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }
Number number_from(ByteView bytes) { return Number(BN_bin2bn(in(bytes), static_cast<int>(bytes.size()), nullptr)); }
Group curve() { return Group(EC_GROUP_new_by_curve_name(NID_sm2)); }

tl::unexpected<Error> failed() { return fail(ErrorCode::kInternal, "cryptography failed: SM2"); }

// With the private number, or, when that is empty, the public half alone.
Key key_from(ByteView number, ByteView point) {
    const Builder builder(OSSL_PARAM_BLD_new());
    const Number secret = number.empty() ? nullptr : number_from(number);
    if (!builder || OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "SM2", 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) != 1 ||
        (secret && OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, secret.get()) != 1)) {
        return nullptr;
    }
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "SM2", nullptr));
    EVP_PKEY* key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, secret ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, parameters.get()) !=
            1) {
        return nullptr;
    }
    return Key(key);
}

bool set_identity(EVP_PKEY_CTX* context) {
    return EVP_PKEY_CTX_set1_id(context, kIdentity.data(), static_cast<int>(kIdentity.size())) == 1;
}

}  // namespace

Result<Bytes> public_point(ByteView number) {
    const Group group = curve();
    const Number secret = number_from(number);
    const Number most(BN_dup(group ? EC_GROUP_get0_order(group.get()) : nullptr));
    if (!group || !secret || !most || BN_sub_word(most.get(), 2) != 1) return failed();
    if (number.size() != kNumberBytes || BN_is_zero(secret.get()) || BN_cmp(secret.get(), most.get()) > 0) {
        return fail(ErrorCode::kInvalidArgument, "this is no private number of SM2");
    }
    const Point point(EC_POINT_new(group.get()));
    Bytes bytes(kPointBytes);
    if (!point || EC_POINT_mul(group.get(), point.get(), secret.get(), nullptr, nullptr, nullptr) != 1 ||
        EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, out(bytes), bytes.size(),
                           nullptr) != bytes.size()) {
        return failed();
    }
    return bytes;
}

bool is_point(ByteView bytes) {
    const Group group = curve();
    const Point point(group ? EC_POINT_new(group.get()) : nullptr);
    // Reading the bytes refuses what does not lie on the curve.
    return point && bytes.size() == kPointBytes && bytes.front() == kUncompressed &&
           EC_POINT_oct2point(group.get(), point.get(), in(bytes), bytes.size(), nullptr) == 1;
}

Result<Signature> sign(ByteView number, ByteView point, ByteView message) {
    const Key key = key_from(number, point);
    const Context context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* key_context = nullptr;  // belongs to the context
    std::array<unsigned char, 80> der{};
    std::size_t length = der.size();
    if (!key || !context || EVP_DigestSignInit(context.get(), &key_context, EVP_sm3(), nullptr, key.get()) != 1 ||
        !set_identity(key_context) ||
        EVP_DigestSign(context.get(), der.data(), &length, in(message), message.size()) != 1) {
        return failed();
    }
    const unsigned char* cursor = der.data();
    const Pair pair(d2i_ECDSA_SIG(nullptr, &cursor, static_cast<long>(length)));
    Signature signature{};
    constexpr int kHalf = static_cast<int>(kNumberBytes);
    if (!pair || BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), out(signature), kHalf) != kHalf ||
        BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), out(signature) + kHalf, kHalf) != kHalf) {
        return failed();
    }
    return signature;
}

bool holds(ByteView point, ByteView message, const Signature& signature) {
    const Pair pair(ECDSA_SIG_new());
    Number r = number_from(ByteView(signature).first(kNumberBytes));
    Number s = number_from(ByteView(signature).last(kNumberBytes));
    if (!pair || !r || !s || ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1) return false;
    (void)r.release();
    (void)s.release();
    std::array<unsigned char, 80> der{};
    unsigned char* cursor = der.data();
    const int length = i2d_ECDSA_SIG(pair.get(), &cursor);
    const Key key = key_from({}, point);
    const Context context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* key_context = nullptr;  // belongs to the context
    return length > 0 && key && context &&
           EVP_DigestVerifyInit(context.get(), &key_context, EVP_sm3(), nullptr, key.get()) == 1 &&
           set_identity(key_context) &&
           EVP_DigestVerify(context.get(), der.data(), static_cast<std::size_t>(length), in(message), message.size()) ==
               1;
}

}  // namespace dactyl::sm2
