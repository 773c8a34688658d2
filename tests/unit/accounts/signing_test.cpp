#include "engine/accounts/signing.hpp"

#include <algorithm>

namespace dactyl {
namespace {

Bytes from_hex(std::string_view text) {
    Bytes bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        bytes.push_back(static_cast<std::byte>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16)));
    }
    return bytes;
}

TEST(Signing, AgreesWithRfc8032) {
    // Section 7.1, test 2.
    const auto key =
        SigningKey::from_seed(from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
    ASSERT_TRUE(key);
    EXPECT_EQ(to_hex(key->public_key().view()), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    EXPECT_EQ(to_hex(key->sign(from_hex("72")).value()),
              "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
              "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

TEST(Signing, AlteredMessagesSignaturesAndKeysDoNotHold) {
    const auto key = SigningKey::generate().value();
    const auto signature = key.sign(bytes_of("message")).value();
    EXPECT_TRUE(signature_holds(key.public_key(), bytes_of("message"), signature));
    EXPECT_FALSE(signature_holds(key.public_key(), bytes_of("massage"), signature));
    EXPECT_FALSE(signature_holds(SigningKey::generate()->public_key(), bytes_of("message"), signature));
    for (std::size_t i = 0; i < signature.size(); ++i) {
        Signature altered = signature;
        altered[i] ^= std::byte{1};
        EXPECT_FALSE(signature_holds(key.public_key(), bytes_of("message"), altered));
    }
}

TEST(Signing, Sm2HoldsTheSignatureOfItsStandard) {
    // GB/T 32918.5, annex A.2.
    const auto key = SigningKey::from_seed(from_hex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"),
                                           SignatureAlgorithm::kSm2);
    ASSERT_TRUE(key);
    EXPECT_EQ(to_hex(key->public_key().view()),
              "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
              "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");
    Signature signature{};
    std::ranges::copy(from_hex("f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                               "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"),
                      signature.begin());
    EXPECT_TRUE(signature_holds(key->public_key(), bytes_of("message digest"), signature));
    EXPECT_FALSE(signature_holds(key->public_key(), bytes_of("message digess"), signature));
}

TEST(Signing, AlteredSm2SignaturesAndKeysDoNotHold) {
    const auto key = SigningKey::generate(SignatureAlgorithm::kSm2).value();
    const auto signature = key.sign(bytes_of("message")).value();
    EXPECT_TRUE(
        signature_holds(PublicKey::from_bytes(key.public_key().view()).value(), bytes_of("message"), signature));
    EXPECT_FALSE(
        signature_holds(SigningKey::generate(SignatureAlgorithm::kSm2)->public_key(), bytes_of("message"), signature));
    for (std::size_t i = 0; i < signature.size(); ++i) {
        Signature altered = signature;
        altered[i] ^= std::byte{1};
        EXPECT_FALSE(signature_holds(key.public_key(), bytes_of("message"), altered));
    }
    EXPECT_FALSE(signature_holds(key.public_key(), bytes_of("message"), {}));
}

TEST(Signing, WhatIsNoKeyIsRefused) {
    EXPECT_EQ(PublicKey::from_bytes(Bytes(64)).error().code, ErrorCode::kInvalidArgument);
    Bytes off_the_curve(65, std::byte{1});
    off_the_curve.front() = std::byte{4};
    EXPECT_EQ(PublicKey::from_bytes(off_the_curve).error().code, ErrorCode::kInvalidArgument);
    for (const auto filling : {std::byte{0}, std::byte{0xFF}}) {
        EXPECT_EQ(SigningKey::from_seed(Bytes(32, filling), SignatureAlgorithm::kSm2).error().code,
                  ErrorCode::kInvalidArgument);
    }
}

TEST(Signing, SeedsHaveOneSize) {
    EXPECT_EQ(SigningKey::from_seed({}).error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(SigningKey::from_seed(Bytes(31)).error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace dactyl
