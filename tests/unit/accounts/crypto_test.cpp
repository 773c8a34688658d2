#include "engine/accounts/crypto.hpp"

#include <set>

namespace dactyl::crypto {
namespace {

Bytes from_hex(std::string_view text) {
    Bytes bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        bytes.push_back(static_cast<std::byte>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16)));
    }
    return bytes;
}

Key256 key_of(std::byte value) {
    Key256 key;
    std::ranges::fill(key.writable(), value);
    return key;
}

TEST(Crypto, Sha256AgreesWithFips180) {
    EXPECT_EQ(to_hex(sha256(bytes_of("abc")).value()),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Crypto, Sm3AgreesWithGbt32905) {
    EXPECT_EQ(to_hex(sm3(bytes_of("abc")).value()), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
}

TEST(Crypto, Sm4SealsOpenInTheirPlaceOnly) {
    Key256 key = random_key().value();
    for (const std::size_t size : {0U, 1U, 16U, 1000U}) {
        const Bytes plain(size, std::byte{7});
        const auto sealed = sm4_seal(key.view(), bytes_of("name"), plain).value();
        EXPECT_EQ(sealed.size(), kSm4VectorBytes + size + kDigestBytes);
        EXPECT_TRUE(std::ranges::equal(sm4_open(key.view(), bytes_of("name"), sealed)->view(), plain));
        EXPECT_EQ(sm4_open(key.view(), bytes_of("nome"), sealed).error().code, ErrorCode::kCorrupt);
        EXPECT_EQ(sm4_open(random_key()->view(), bytes_of("name"), sealed).error().code, ErrorCode::kCorrupt);
    }
    const auto sealed = sm4_seal(key.view(), bytes_of("name"), bytes_of("a secret")).value();
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        Bytes altered = sealed;
        altered[i] ^= std::byte{1};
        EXPECT_FALSE(sm4_open(key.view(), bytes_of("name"), altered));
        EXPECT_FALSE(sm4_open(key.view(), bytes_of("name"), ByteView(sealed).first(i)));
    }
}

TEST(Crypto, HkdfAgreesWithRfc5869) {
    const Bytes secret(22, std::byte{0x0B});
    const auto info = from_hex("f0f1f2f3f4f5f6f7f8f9");
    const auto key = hkdf_sha256(secret, from_hex("000102030405060708090a0b0c"), text_of(info));
    EXPECT_EQ(to_hex(key.value().view()), "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
}

TEST(Crypto, HmacAgreesWithRfc4231) {
    // Test case 1, its 20-byte key padded with zeros as HMAC pads it.
    Key256 key;
    std::ranges::fill(key.writable().first(20), std::byte{0x0B});
    EXPECT_EQ(to_hex(hmac_sha256(key.view(), bytes_of("Hi There")).value()),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
}

TEST(Crypto, GcmOpensWhatAnotherSealed) {
    // Test case 16 of "The Galois/Counter Mode of Operation" (McGrew, Viega).
    Key256 key;
    std::ranges::copy(from_hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"),
                      key.writable().begin());
    const auto sealed = from_hex(
        "cafebabefacedbaddecaf888"
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a"
        "0abcc9"
        "f662"
        "76fc6ece0f4e1768cddf8853bb2d551b");
    const auto plain = gcm_open(key.view(), from_hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"), sealed);
    ASSERT_TRUE(plain);
    EXPECT_EQ(to_hex(plain->view()),
              "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5"
              "aa0de657"
              "ba637b39");
}

TEST(Crypto, SealedBytesOpenAgain) {
    const Key256 key = key_of(std::byte{1});
    for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 700U}) {
        const Bytes plain(size, std::byte{42});
        const auto sealed = gcm_seal(key.view(), bytes_of("name"), plain);
        ASSERT_TRUE(sealed);
        EXPECT_EQ(sealed->size(), size + kNonceBytes + kTagBytes);
        EXPECT_TRUE(std::ranges::equal(gcm_open(key.view(), bytes_of("name"), *sealed)->view(), plain));
    }
}

TEST(Crypto, EveryAlteredBitIsFound) {
    const Key256 key = key_of(std::byte{1});
    const auto sealed = gcm_seal(key.view(), bytes_of("name"), bytes_of("a secret"));
    for (std::size_t bit = 0; bit < sealed->size() * 8; ++bit) {
        Bytes altered = *sealed;
        altered[bit / 8] ^= std::byte{1} << (bit % 8);
        EXPECT_EQ(gcm_open(key.view(), bytes_of("name"), altered).error().code, ErrorCode::kCorrupt);
    }
    for (std::size_t size = 0; size < sealed->size(); ++size) {
        EXPECT_FALSE(gcm_open(key.view(), bytes_of("name"), ByteView(*sealed).first(size)));
    }
}

TEST(Crypto, AnotherKeyOrNameDoesNotOpen) {
    const auto sealed = gcm_seal(key_of(std::byte{1}).view(), bytes_of("name"), bytes_of("a secret"));
    EXPECT_FALSE(gcm_open(key_of(std::byte{2}).view(), bytes_of("name"), *sealed));
    EXPECT_FALSE(gcm_open(key_of(std::byte{1}).view(), bytes_of("nome"), *sealed));
    EXPECT_FALSE(gcm_open(key_of(std::byte{1}).view(), {}, *sealed));
}

TEST(Crypto, NoncesAreFresh) {
    const Key256 key = key_of(std::byte{1});
    std::set<std::string> nonces;
    for (int i = 0; i < 1000; ++i) {
        nonces.insert(to_hex(ByteView(gcm_seal(key.view(), {}, {}).value()).first(kNonceBytes)));
    }
    EXPECT_EQ(nonces.size(), 1000U);
}

TEST(Crypto, ComparesBytes) {
    EXPECT_TRUE(equal_in_constant_time(bytes_of("same"), bytes_of("same")));
    EXPECT_FALSE(equal_in_constant_time(bytes_of("same"), bytes_of("some")));
    EXPECT_FALSE(equal_in_constant_time(bytes_of("same"), bytes_of("sam")));
}

}  // namespace
}  // namespace dactyl::crypto
