#include "engine/accounts/bytes.hpp"

namespace dactyl {
namespace {

TEST(Bytes, ShowAsHexadecimal) {
    constexpr std::array kBytes = {std::byte{0x00}, std::byte{0x9A}, std::byte{0xFF}};
    EXPECT_EQ(to_hex(kBytes), "009aff");
    EXPECT_EQ(to_hex({}), "");
}

TEST(Bytes, TextGoesThereAndBack) {
    const std::string text("a\0b", 3);
    EXPECT_EQ(bytes_of(text).size(), 3U);
    EXPECT_EQ(text_of(bytes_of(text)), text);
}

}  // namespace
}  // namespace dactyl
