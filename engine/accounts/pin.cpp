#include "engine/accounts/pin.hpp"

#include <algorithm>
#include <cstdint>

#include <openssl/evp.h>

#include "engine/accounts/crypto.hpp"

namespace dactyl {
namespace {

constexpr std::size_t kShortest = 6;
constexpr std::size_t kLongest = 12;
constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kHashBytes = 32;
// RFC 7914, section 2: N = 2^14, r = 8, p = 1 suits a terminal.
// Whoever can read the derived key has the keys of the seals, and the cards with them.
constexpr std::uint8_t kCostExponent = 14;
constexpr std::uint8_t kHighestExponent = 20;
constexpr std::uint64_t kBlockSize = 8;
constexpr std::uint64_t kMostMemory = 2ULL * 1024 * 1024 * 1024;

Result<SecretBytes> derive(std::string_view pin, ByteView salt, std::uint8_t exponent) {
    SecretBytes key(kHashBytes);
    if (EVP_PBE_scrypt(pin.data(), pin.size(), reinterpret_cast<const unsigned char*>(salt.data()), salt.size(),
                       1ULL << exponent, kBlockSize, 1, kMostMemory,
                       reinterpret_cast<unsigned char*>(key.writable().data()), key.size()) != 1) {
        return fail(ErrorCode::kInternal, "cryptography failed: deriving a key from a PIN");
    }
    return key;
}

}  // namespace

Result<void> check_pin(std::string_view pin) {
    if (pin.size() < kShortest || pin.size() > kLongest ||
        !std::ranges::all_of(pin, [](char c) { return c >= '0' && c <= '9'; })) {
        return fail(ErrorCode::kInvalidArgument, "a PIN is 6 to 12 digits");
    }
    for (const int step : {-1, 0, 1}) {
        const bool regular =
            std::ranges::adjacent_find(pin, [&](char a, char b) { return b - a != step; }) == pin.end();
        if (regular) return fail(ErrorCode::kInvalidArgument, "this PIN is among the first that anybody tries");
    }
    return {};
}

Result<Bytes> hash_pin(std::string_view pin) {
    Bytes hashed(1 + kSaltBytes);
    hashed[0] = std::byte{kCostExponent};
    const auto salt = std::span(hashed).subspan(1, kSaltBytes);
    if (auto filled = crypto::fill_random(salt); !filled) return pass(filled);
    const auto key = derive(pin, salt, kCostExponent);
    if (!key) return pass(key);
    hashed.insert(hashed.end(), key->view().begin(), key->view().end());
    return hashed;
}

Result<bool> pin_matches(ByteView hashed, std::string_view pin) {
    if (hashed.size() != 1 + kSaltBytes + kHashBytes)
        return fail(ErrorCode::kStoreDamaged, "a PIN's record is damaged");
    const auto exponent = std::to_integer<std::uint8_t>(hashed[0]);
    if (exponent < 1 || exponent > kHighestExponent) return fail(ErrorCode::kStoreDamaged, "a PIN's record is damaged");
    const auto key = derive(pin, hashed.subspan(1, kSaltBytes), exponent);
    if (!key) return pass(key);
    return crypto::equal_in_constant_time(key->view(), hashed.last(kHashBytes));
}

}  // namespace dactyl
