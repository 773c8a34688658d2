#include "engine/accounts/pin.hpp"

namespace dactyl {
namespace {

TEST(Pin, TheFirstThatAnybodyTriesAreRefused) {
    EXPECT_TRUE(check_pin("274918"));
    for (const auto* wrong : {"", "27491", "2749182749182", "27491a", "000000", "123456", "987654", "０１２"}) {
        EXPECT_EQ(check_pin(wrong).error().code, ErrorCode::kInvalidArgument) << wrong;
    }
}

TEST(Pin, MatchesItselfAndNothingElse) {
    const auto hashed = hash_pin("274918");
    ASSERT_TRUE(hashed);
    EXPECT_TRUE(pin_matches(*hashed, "274918").value());
    EXPECT_FALSE(pin_matches(*hashed, "274919").value());
    EXPECT_FALSE(pin_matches(*hashed, "").value());
    EXPECT_NE(*hashed, hash_pin("274918").value()) << "the salt is fresh";
    EXPECT_EQ(text_of(*hashed).find("274918"), std::string_view::npos);
}

TEST(Pin, ADamagedRecordIsSaidSo) {
    auto hashed = hash_pin("274918").value();
    EXPECT_EQ(pin_matches(ByteView(hashed).first(10), "274918").error().code, ErrorCode::kStoreDamaged);
    hashed[0] = std::byte{40};
    EXPECT_EQ(pin_matches(hashed, "274918").error().code, ErrorCode::kStoreDamaged);
}

}  // namespace
}  // namespace dactyl
