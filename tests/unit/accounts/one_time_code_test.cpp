#include "engine/accounts/one_time_code.hpp"

namespace dactyl {
namespace {

using namespace std::chrono_literals;

// RFC 6238, appendix B: the secret of the SHA-256 rows.
constexpr std::string_view kSecret = "12345678901234567890123456789012";

TEST(OneTimeCode, AgreesWithTheStandard) {
    const std::array<std::pair<std::int64_t, std::string_view>, 6> rows = {{{59, "46119246"},
                                                                            {1111111109, "68084774"},
                                                                            {1111111111, "67062674"},
                                                                            {1234567890, "91819424"},
                                                                            {2000000000, "90698825"},
                                                                            {20000000000, "77737706"}}};
    for (const auto& [seconds, code] : rows) EXPECT_EQ(one_time_code(bytes_of(kSecret), seconds / 30).value(), code);
}

TEST(OneTimeCode, ClocksMayDifferByOneStepAndNoCodeIsTakenTwice) {
    const std::chrono::sys_seconds now(1'800'000'000s);
    const std::int64_t step = 1'800'000'000 / 30;
    const auto code = [&](std::int64_t of) { return one_time_code(bytes_of(kSecret), of).value(); };
    const auto match = [&](const std::string& text, std::int64_t last) {
        return matching_step(bytes_of(kSecret), text, now, last).value();
    };
    EXPECT_EQ(match(code(step), -1), step);
    EXPECT_EQ(match(code(step - 1), -1), step - 1);
    EXPECT_EQ(match(code(step + 1), -1), step + 1);
    EXPECT_EQ(match(code(step + 2), -1), std::nullopt);
    EXPECT_EQ(match(code(step), step), std::nullopt);
    EXPECT_EQ(match("", -1), std::nullopt);
    EXPECT_EQ(one_time_code(bytes_of("short"), 1).error().code, ErrorCode::kInvalidArgument);
}

TEST(OneTimeCode, AuthenticatorsTakeItsAddress) {
    // "12345678901234567890123456789012" in base 32 (RFC 4648).
    EXPECT_EQ(enrolment_address("Front desk", bytes_of(kSecret)),
              "otpauth://totp/dactyl:Front%20desk?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA&"
              "issuer=dactyl&algorithm=SHA256&digits=8&period=30");
    EXPECT_EQ(text_of(secret_of(enrolment_address("x", bytes_of(kSecret))).value()), kSecret);
    EXPECT_EQ(secret_of("otpauth://totp/x").error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(secret_of("secret=1").error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace dactyl
