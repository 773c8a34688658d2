#include "engine/core/big_endian.hpp"

#include <gtest/gtest.h>

namespace dactyl::big_endian {
namespace {

TEST(BigEndian, WhatIsWrittenIsRead) {
    Writer out;
    out.u8(0x12);
    out.u16(0x3456);
    out.u32(0x789ABCDE);
    out.put_u32(3, 0x01020304);
    const auto bytes = out.take();
    ASSERT_EQ(bytes.size(), 7U);
    EXPECT_EQ(bytes[1], std::byte{0x34});
    Reader in(bytes);
    EXPECT_EQ(in.u8(), 0x12);
    EXPECT_EQ(in.u16(), 0x3456);
    EXPECT_EQ(in.u32(), 0x01020304U);
    EXPECT_FALSE(in.overrun());
    EXPECT_EQ(in.left(), 0U);
}

TEST(BigEndian, BeyondTheEndEverythingIsZero) {
    const std::vector<std::byte> bytes(3, std::byte{0xFF});
    Reader in(bytes, 100);
    EXPECT_EQ(in.u32(), 0U);
    EXPECT_TRUE(in.overrun());
    EXPECT_EQ(in.u8(), 0);
    EXPECT_EQ(in.offset(), 103U);
}

TEST(BigEndian, APartKnowsWhereItLies) {
    const std::vector<std::byte> bytes(8, std::byte{7});
    Reader in(bytes);
    in.u16();
    Reader part = in.part(4);
    EXPECT_EQ(part.offset(), 2U);
    EXPECT_EQ(part.left(), 4U);
    EXPECT_EQ(in.left(), 2U);
}

}  // namespace
}  // namespace dactyl::big_endian
