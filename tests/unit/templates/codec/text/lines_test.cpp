#include "templates/codec/text/lines.hpp"

#include <cmath>
#include <random>
#include <string>

#include <gmock/gmock.h>

namespace dactyl::text_forms {
namespace {

TEST(Lines, EndWithOneOrTwoCharacters) {
    std::string_view text = "one\r\ntwo\n\nlast";
    EXPECT_EQ(take_line(text), "one");
    EXPECT_EQ(take_line(text), "two");
    EXPECT_EQ(take_line(text), "");
    EXPECT_EQ(take_line(text), "last");
    EXPECT_TRUE(text.empty());
}

TEST(FieldReader, RunsOfBlanksAreOneSeparator) {
    FieldReader<' '> fields("  12 0.5   word ");
    EXPECT_EQ(fields.number(), 12);
    EXPECT_EQ(fields.number(), 0.5);
    EXPECT_FALSE(fields.done());
    EXPECT_EQ(fields.word(), "word");
    EXPECT_TRUE(fields.done());
    EXPECT_TRUE(std::isnan(fields.number()));
}

TEST(FieldReader, EveryCommaSeparates) {
    FieldReader<','> fields("1,,-2e1,x");
    EXPECT_EQ(fields.number(), 1);
    EXPECT_TRUE(std::isnan(fields.number()));
    EXPECT_EQ(fields.number(), -20);
    EXPECT_TRUE(std::isnan(fields.number()));
    EXPECT_TRUE(fields.done());
}

/// The short way and the library's say the same of every field, to the last bit.
TEST(FieldReader, ReadsNumbersAsTheLibraryDoes) {
    constexpr std::string_view kCharacters = "0123456789012345678901234567890123456789..-+e ";
    std::mt19937 random(7);
    for (int round = 0; round < 200'000; ++round) {
        std::string field(1 + random() % 20, ' ');
        for (char& c : field) c = kCharacters[random() % (kCharacters.size() - 1)];
        FieldReader<','> fields(field);
        const double value = fields.number();
        ASSERT_EQ(std::isnan(value) ? std::nullopt : std::optional(value), parse_number(field)) << field;
        ASSERT_TRUE(fields.done());
    }
}

}  // namespace
}  // namespace dactyl::text_forms
