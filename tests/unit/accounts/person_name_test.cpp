#include "engine/accounts/person_name.hpp"

namespace dactyl {
namespace {

TEST(Utf8, TakesWellFormedText) {
    for (const std::string_view text : {"", "Li", "张三", "𠮷野", "ɑ̈", "\xF4\x8F\xBF\xBF", "\xEF\xBF\xBD"}) {
        EXPECT_TRUE(is_utf8(text)) << text;
    }
}

TEST(Utf8, RefusesWhatTheStandardRefuses) {
    for (const std::string_view text : {"\x80", "\xC0\xAF", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xED\xA0\x80",
                                        "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xE5\xBC",
                                        "\xE5", "a\xC3", "\xC3\x28", "\xD5\xC5\xC8\xFD"}) {
        EXPECT_FALSE(is_utf8(text));
    }
}

// Every sequence of up to three bytes with a fixed rest against a table-driven oracle of Unicode 15, table 3-7.
TEST(Utf8, AgreesWithTheTableOfTheStandard) {
    struct Line {
        int lead_low, lead_high, second_low, second_high;
        std::size_t bytes;
    };
    constexpr std::array<Line, 9> kTable = {{{0x00, 0x7F, 0, 0, 1},
                                             {0xC2, 0xDF, 0x80, 0xBF, 2},
                                             {0xE0, 0xE0, 0xA0, 0xBF, 3},
                                             {0xE1, 0xEC, 0x80, 0xBF, 3},
                                             {0xED, 0xED, 0x80, 0x9F, 3},
                                             {0xEE, 0xEF, 0x80, 0xBF, 3},
                                             {0xF0, 0xF0, 0x90, 0xBF, 4},
                                             {0xF1, 0xF3, 0x80, 0xBF, 4},
                                             {0xF4, 0xF4, 0x80, 0x8F, 4}}};
    for (int lead = 0; lead < 256; ++lead) {
        for (int second = 0; second < 256; ++second) {
            for (std::size_t bytes = 1; bytes <= 4; ++bytes) {
                std::string text(bytes, '\xBF');
                text[0] = static_cast<char>(lead);
                if (bytes > 1) text[1] = static_cast<char>(second);
                const bool expected = std::ranges::any_of(kTable, [&](const Line& line) {
                    return lead >= line.lead_low && lead <= line.lead_high && bytes == line.bytes &&
                           (bytes == 1 || (second >= line.second_low && second <= line.second_high));
                });
                // A lead byte of one followed by other well-formed characters is well-formed too.
                if (lead < 0x80 && bytes > 1) continue;
                if (lead >= 0xC2 && lead <= 0xDF && bytes > 2) continue;
                EXPECT_EQ(is_utf8(text), expected) << lead << ' ' << second << ' ' << bytes;
            }
        }
    }
}

TEST(CheckText, BoundsTheLength) {
    EXPECT_TRUE(check_text("a", "name", 200));
    EXPECT_TRUE(check_text(std::string(200, 'a'), "name", 200));
    EXPECT_EQ(check_text("", "name", 200).error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(check_text(std::string(201, 'a'), "name", 200).error().code, ErrorCode::kInvalidArgument);
}

TEST(CheckText, RefusesControlCharactersAndBrokenUtf8) {
    for (const std::string_view text :
         {std::string_view("a\0b", 3), std::string_view("a\nb"), std::string_view("\x1B[2J"), std::string_view("\x7F"),
          std::string_view("\xC2\x85"), std::string_view("\xE2\x80\xA8"), std::string_view("\xD5\xC5")}) {
        EXPECT_EQ(check_text(text, "name", 200).error().code, ErrorCode::kInvalidArgument);
    }
}

TEST(MaskedName, KeepsTheFirstCharacter) {
    EXPECT_EQ(masked_name("张三"), "张**");
    EXPECT_EQ(masked_name("欧阳修远"), "欧**");
    EXPECT_EQ(masked_name("𠮷野"), "𠮷**");
    EXPECT_EQ(masked_name("L"), "L**");
    EXPECT_EQ(masked_name(""), "**");
}

}  // namespace
}  // namespace dactyl
