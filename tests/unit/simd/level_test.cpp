#include "engine/simd/level.hpp"

namespace dactyl {
namespace {

TEST(SimdLevel, EveryLevelOfTheMachineCanBeForced) {
    const std::string before = simd_level();
    for (const std::string& level : simd_levels()) {
        ASSERT_TRUE(set_simd_level(level)) << level;
        EXPECT_EQ(simd_level(), level);
        EXPECT_EQ(simd_scalar(), level == "scalar");
    }
    ASSERT_TRUE(set_simd_level(before));
}

TEST(SimdLevel, UnknownLevelIsRefusedByName) {
    const auto result = set_simd_level("mmx9");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(result.error().message, testing::HasSubstr("mmx9"));
    EXPECT_THAT(result.error().message, testing::HasSubstr("scalar"));
}

}  // namespace
}  // namespace dactyl
