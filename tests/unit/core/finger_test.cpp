#include "engine/core/finger.hpp"

namespace dactyl {
namespace {

TEST(FingerPosition, NamesAndNumbersParseBack) {
    for (int code = 0; code <= 10; ++code) {
        const auto position = static_cast<FingerPosition>(code);
        EXPECT_EQ(parse_finger_position(to_string(position)), position);
        EXPECT_EQ(parse_finger_position(std::to_string(code)), position);
    }
    EXPECT_EQ(parse_finger_position("toe"), std::nullopt);
    EXPECT_EQ(parse_finger_position("11"), std::nullopt);
}

}  // namespace
}  // namespace dactyl
