#include "engine/accounts/record.hpp"

#include <random>

namespace dactyl {
namespace {

TEST(Record, FieldsComeBackInOrder) {
    RecordWriter writer;
    writer.number(0xFEDC'BA98'7654'3210U);
    writer.text("张三");
    writer.bytes({});
    RecordReader reader(writer.view());
    EXPECT_EQ(reader.number(), 0xFEDC'BA98'7654'3210U);
    EXPECT_EQ(reader.text(), "张三");
    EXPECT_EQ(reader.bytes().size(), 0U);
    EXPECT_TRUE(reader.finish());
}

TEST(Record, HasTheDocumentedForm) {
    RecordWriter writer;
    writer.number(0x0102);
    writer.text("A");
    EXPECT_EQ(to_hex(writer.view()),
              "0201000000000000"
              "0100000000000000"
              "41");
}

TEST(Record, EveryTruncationIsFound) {
    RecordWriter writer;
    writer.number(5);
    writer.text("name");
    for (std::size_t length = 0; length < writer.view().size(); ++length) {
        RecordReader reader(writer.view().first(length));
        reader.number();
        reader.text();
        EXPECT_EQ(reader.finish().error().code, ErrorCode::kStoreDamaged) << length;
    }
}

TEST(Record, LeftoversAreFound) {
    RecordWriter writer;
    writer.number(5);
    writer.number(6);
    RecordReader reader(writer.view());
    reader.number();
    EXPECT_FALSE(reader.finish());
}

TEST(Record, LengthsBeyondTheEndAreRefused) {
    for (const std::uint64_t length : {std::uint64_t{1}, std::uint64_t{1} << 40, ~std::uint64_t{0}}) {
        RecordWriter writer;
        writer.number(length);
        RecordReader reader(writer.view());
        EXPECT_TRUE(reader.bytes().empty());
        EXPECT_FALSE(reader.finish());
    }
}

TEST(Record, GrowsWithoutLosingAnything) {
    RecordWriter writer;
    for (std::uint64_t i = 0; i < 1000; ++i) writer.number(i);
    RecordReader reader(writer.view());
    for (std::uint64_t i = 0; i < 1000; ++i) ASSERT_EQ(reader.number(), i);
    EXPECT_TRUE(reader.finish());
}

}  // namespace
}  // namespace dactyl
