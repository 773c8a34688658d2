#include "engine/accounts/one_time_code.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "engine/accounts/crypto.hpp"

namespace dactyl {
namespace {

constexpr std::uint32_t kEightDigits = 100'000'000;

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";  // RFC 4648, section 6

std::string base32(ByteView bytes) {
    std::string text;
    std::uint32_t window = 0;
    int bits = 0;
    for (const std::byte byte : bytes) {
        window = (window << 8) | std::to_integer<std::uint32_t>(byte);
        for (bits += 8; bits >= 5; bits -= 5) text += kLetters[(window >> (bits - 5)) & 31U];
    }
    if (bits > 0) text += kLetters[(window << (5 - bits)) & 31U];
    return text;
}

}  // namespace

Result<std::string> one_time_code(ByteView secret, std::int64_t step) {
    if (secret.size() != kCodeSecretBytes) return fail(ErrorCode::kInvalidArgument, "a code's secret has 32 bytes");
    std::array<std::byte, 8> counter{};
    for (std::size_t i = 0; i < counter.size(); ++i) {
        counter[i] = static_cast<std::byte>((static_cast<std::uint64_t>(step) >> (8 * (7 - i))) & 0xFF);
    }
    const auto digest = crypto::hmac_sha256(secret.first<kCodeSecretBytes>(), counter);
    if (!digest) return pass(digest);
    // RFC 4226, dynamic truncation.
    const auto offset = std::to_integer<std::size_t>(digest->back() & std::byte{0x0F});
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = (value << 8) | std::to_integer<std::uint32_t>((*digest)[offset + i]);
    return fmt::format("{:08}", (value & 0x7FFFFFFFU) % kEightDigits);
}

Result<std::optional<std::int64_t>> matching_step(ByteView secret, std::string_view code, std::chrono::sys_seconds now,
                                                  std::int64_t last_step) {
    const std::int64_t present = now.time_since_epoch() / kCodeStep;
    std::optional<std::int64_t> found;
    for (std::int64_t step = present - 1; step <= present + 1; ++step) {
        const auto expected = one_time_code(secret, step);
        if (!expected) return pass(expected);
        if (crypto::equal_in_constant_time(bytes_of(*expected), bytes_of(code)) && step > last_step) found = step;
    }
    return found;
}

std::string enrolment_address(std::string_view role, ByteView secret) {
    std::string label;
    for (const char c : role) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
        label += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return fmt::format("otpauth://totp/dactyl:{}?secret={}&issuer=dactyl&algorithm=SHA256&digits=8&period={}", label,
                       base32(secret), kCodeStep.count());
}

Result<Bytes> secret_of(std::string_view address) {
    constexpr std::string_view kName = "secret=";
    const auto found = address.find(kName);
    if (found == std::string_view::npos) return fail(ErrorCode::kInvalidArgument, "the address holds no secret");
    const auto text = address.substr(found + kName.size());
    Bytes secret;
    std::uint32_t window = 0;
    int bits = 0;
    for (const char c : text.substr(0, text.find('&'))) {
        const auto value = kLetters.find(c);
        if (value == std::string_view::npos) return fail(ErrorCode::kInvalidArgument, "the secret is not in base 32");
        window = (window << 5) | static_cast<std::uint32_t>(value);
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        secret.push_back(static_cast<std::byte>((window >> bits) & 0xFF));
    }
    return secret;
}

}  // namespace dactyl
