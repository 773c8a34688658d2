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
    EXPECT_EQ(to_hex(key->public_key()), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
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

TEST(Signing, SeedsHaveOneSize) {
    EXPECT_EQ(SigningKey::from_seed({}).error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(SigningKey::from_seed(Bytes(31)).error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace dactyl
