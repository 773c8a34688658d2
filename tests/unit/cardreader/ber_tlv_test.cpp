#include "sensors/cardreader/ber_tlv.hpp"

namespace dactyl::ber {
namespace {

using Buffer = std::vector<std::uint8_t>;

TEST(BerTlv, ObjectsAreTakenApart) {
    const Buffer bytes = {0x02, 0x01, 0x07, 0x00, 0x7F, 0x61, 0x81, 0x02, 0xAA, 0xBB, 0x5F, 0x2E, 0x00};
    const auto objects = parse(bytes);
    ASSERT_TRUE(objects) << objects.error().message;
    ASSERT_EQ(objects->size(), 3U);
    EXPECT_EQ((*objects)[0].tag, 0x02U);
    EXPECT_EQ((*objects)[1].tag, 0x7F61U);
    EXPECT_EQ((*objects)[1].value.size(), 2U);
    EXPECT_EQ((*objects)[2].tag, 0x5F2EU);
    EXPECT_TRUE(find(*objects, 0x02));
    EXPECT_FALSE(find(*objects, 0x03));
}

TEST(BerTlv, LyingLengthsAreCorrupt) {
    const Buffer wrong[] = {{0x02, 0x02, 0x07},
                            {0x02},
                            {0x02, 0x80, 0, 0},
                            {0x02, 0x84, 0, 0, 0, 1, 7},
                            {0x7F, 0x81, 0x81, 0x01, 0},
                            {0x1F, 0x81},
                            {0x02, 0x83, 0xFF, 0xFF, 0xFF, 1},
                            {0x02, 0x82, 0x01}};
    for (const Buffer& bytes : wrong) {
        const auto objects = parse(bytes);
        ASSERT_FALSE(objects);
        EXPECT_EQ(objects.error().code, ErrorCode::kCorrupt);
    }
}

TEST(BerTlv, HeaderWaitsForItsBytes) {
    const Buffer bytes = {0x7F, 0x61, 0x82, 0x01, 0x00};
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const auto header = parse_header(Bytes(bytes).first(size));
        ASSERT_TRUE(header);
        EXPECT_FALSE(*header);
    }
    const auto header = parse_header(bytes);
    ASSERT_TRUE(header && *header);
    EXPECT_EQ((*header)->length, 256U);
    EXPECT_EQ((*header)->bytes, 5U);
}

}  // namespace
}  // namespace dactyl::ber
