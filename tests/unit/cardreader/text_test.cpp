#include "sensors/cardreader/text.hpp"

namespace dactyl {
namespace {

using Bytes = std::vector<std::uint8_t>;

TEST(CardText, RareCharactersComeThrough) {
    EXPECT_EQ(*to_utf8(Bytes{0x95, 0x32, 0x82, 0x36}, CardText::kGb18030), "\xF0\xA0\x80\x80");  // U+20000
    EXPECT_EQ(*to_utf8(Bytes{0xD6, 0xD0}, CardText::kGb18030), "\xE4\xB8\xAD");                  // U+4E2D
    EXPECT_EQ(*to_utf8(Bytes{0xF0, 0xA0, 0x80, 0x80}, CardText::kUtf8), "\xF0\xA0\x80\x80");
    EXPECT_EQ(*to_utf8(Bytes{}, CardText::kUtf8), "");
}

TEST(CardText, BrokenTextIsCorrupt) {
    for (const Bytes& bytes :
         {Bytes{0xC3}, Bytes{0xFF, 0xFE}, Bytes{0xED, 0xA0, 0x80}, Bytes{'a', 0x1B}, Bytes{0x00}}) {
        EXPECT_EQ(to_utf8(bytes, CardText::kUtf8).error().code, ErrorCode::kCorrupt);
    }
    EXPECT_EQ(to_utf8(Bytes{0x95, 0x32, 0x82}, CardText::kGb18030).error().code, ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace dactyl
