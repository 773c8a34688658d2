#include "engine/certificates/base64url.hpp"

#include <gtest/gtest.h>

namespace dactyl {
namespace {

TEST(Base64Url, FollowsTheStandardsExamples) {
    // RFC 4648, 10, without padding; the last two letters of the alphabet from its table 2.
    const std::vector<std::pair<std::string, std::string>> examples = {
        {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
        {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}, {"\xFB\xFF", "-_8"}};
    for (const auto& [plain, text] : examples) {
        EXPECT_EQ(to_base64url(bytes_of(plain)), text);
        ASSERT_TRUE(from_base64url(text)) << text;
        EXPECT_EQ(text_of(*from_base64url(text)), plain);
    }
}

TEST(Base64Url, HasOneFormForEachTextOfBytes) {
    for (const std::string_view text : {"Zg==", "Zm9v\n", "Zm 9v", "+/8", "Zh", "Zm9", "Z", "Zm9vY"}) {
        EXPECT_EQ(from_base64url(text).error().code, ErrorCode::kCorrupt) << text;
    }
}

}  // namespace
}  // namespace dactyl
