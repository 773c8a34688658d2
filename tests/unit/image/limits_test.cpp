#include "engine/image/limits.hpp"

namespace dactyl {
namespace {

TEST(CheckSize, TakesBothLimitsThemselves) {
    EXPECT_TRUE(check_size(kSmallestSide, kLargestSide));
    EXPECT_TRUE(check_size(kLargestSide, kSmallestSide));
}

TEST(CheckSize, RefusesBeyondThemWithBothNumbersInTheMessage) {
    const auto small = check_size(300, kSmallestSide - 1);
    ASSERT_FALSE(small);
    EXPECT_EQ(small.error().code, ErrorCode::kImageTooSmall);
    EXPECT_THAT(small.error().message, testing::HasSubstr("300 x 31"));

    const auto large = check_size(20'000, 300);
    ASSERT_FALSE(large);
    EXPECT_EQ(large.error().code, ErrorCode::kImageTooLarge);
    EXPECT_THAT(large.error().message, testing::AllOf(testing::HasSubstr("20000 x 300"), testing::HasSubstr("4096")));
}

TEST(CheckSize, NothingAndNegativeAreTooSmall) {
    EXPECT_EQ(check_size(0, 0).error().code, ErrorCode::kImageTooSmall);
    EXPECT_EQ(check_size(-5, 300).error().code, ErrorCode::kImageTooSmall);
}

}  // namespace
}  // namespace dactyl
