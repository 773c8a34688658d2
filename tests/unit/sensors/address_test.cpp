#include "sensors/address.hpp"

namespace dactyl {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

TEST(SensorAddress, IsTakenApart) {
    const auto address = parse_sensor_address("file:/a/b c.png?dpi=569&repeat=2");
    ASSERT_TRUE(address);
    EXPECT_EQ(address->scheme, "file");
    EXPECT_EQ(address->path, "/a/b c.png");
    EXPECT_THAT(address->options, ElementsAre(Pair("dpi", "569"), Pair("repeat", "2")));
    EXPECT_EQ(parse_sensor_address("synthetic:")->path, "");
    EXPECT_EQ(parse_sensor_address("file:a:b")->path, "a:b");
}

TEST(SensorAddress, PercentSignsAreDecodedWhereDigitsFollow) {
    EXPECT_EQ(parse_sensor_address("file:a%3Fb%20c.png")->path, "a?b c.png");
    EXPECT_EQ(parse_sensor_address("file:100%.png")->path, "100%.png");
    EXPECT_EQ(parse_sensor_address("file:a%2")->path, "a%2");
    EXPECT_EQ(parse_sensor_address("x:?a=1%262")->options.at("a"), "1&2");
}

TEST(SensorAddress, MalformedOnesAreNamed) {
    for (const char* text : {"", "print.png", ":x", "file:a?dpi", "file:a?dpi=1&dpi=2"}) {
        const auto address = parse_sensor_address(text);
        ASSERT_FALSE(address) << text;
        EXPECT_EQ(address.error().code, ErrorCode::kInvalidArgument);
        EXPECT_THAT(address.error().message, HasSubstr(text));
    }
}

TEST(SensorAddress, OptionsAreChecked) {
    const auto address = parse_sensor_address("x:?a=7&b=-1&c=99999999999999999999&d=1.5&e=");
    ASSERT_TRUE(address);
    EXPECT_TRUE(address->allow_options({"a", "b", "c", "d", "e"}));
    const auto refused = address->allow_options({"a", "b", "d", "e", "other"});
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, testing::AllOf(HasSubstr("'c'"), HasSubstr("other")));

    EXPECT_EQ(*address->number("a", 1, 0, 7), 7U);
    EXPECT_EQ(*address->number("absent", 3, 5, 7), 3U);
    EXPECT_FALSE(address->number("a", 1, 0, 6));
    EXPECT_FALSE(address->number("a", 1, 8, 9));
    for (const char* option : {"b", "c", "d", "e"}) {
        const auto number = address->number(option, 1, 0, 100);
        ASSERT_FALSE(number) << option;
        EXPECT_EQ(number.error().code, ErrorCode::kInvalidArgument);
        EXPECT_THAT(number.error().message, HasSubstr(option));
    }
}

}  // namespace
}  // namespace dactyl
