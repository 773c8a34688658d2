#include "bench/accuracy/page/html.hpp"

#include <gtest/gtest.h>

namespace dactyl {
namespace {

TEST(HtmlEscaped, LeavesNothingThatIsMarkup) {
    EXPECT_EQ(html_escaped("<a href='x'>\"&\"</a>"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;&quot;&lt;/a&gt;");
    EXPECT_EQ(html_escaped("plain \xe6\x8c\x87\xe7\xba\xb9 \xf0\x9f\x91\x8d"),
              "plain \xe6\x8c\x87\xe7\xba\xb9 \xf0\x9f\x91\x8d");
}

TEST(HtmlEscaped, ReplacesWhatIsNoText) {
    const std::string replaced = "a\xef\xbf\xbdz";
    for (const char* bad : {"a\x01z", "a\xffz", "a\xc0z", "a\xe6z", "a\x80z"}) {
        EXPECT_EQ(html_escaped(bad), replaced);
    }
    EXPECT_EQ(html_escaped("\xed\xa0\x80").find("\xed"), std::string::npos);  // a surrogate
}

TEST(Base64, IsThatOfTheStandard) {
    const std::vector<std::pair<std::string, std::string>> vectors{
        {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}, {"\xff\xfe", "//4="}};
    for (const auto& [plain, encoded] : vectors) {
        EXPECT_EQ(base64(std::as_bytes(std::span(plain))), encoded);
    }
}

}  // namespace
}  // namespace dactyl
