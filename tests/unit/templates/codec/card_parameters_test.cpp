#include "templates/codec/card_parameters.hpp"

#include <gtest/gtest.h>

#include "tests/support/random_template.hpp"

namespace dactyl {
namespace {

std::vector<std::byte> bytes(std::initializer_list<int> values) {
    std::vector<std::byte> out;
    for (const int value : values) out.push_back(static_cast<std::byte>(value));
    return out;
}

TEST(CardParameters, ComeBackInEveryOrder) {
    for (const CardOrder order :
         {CardOrder::kQuality, CardOrder::kXThenY, CardOrder::kYThenX, CardOrder::kAngle, CardOrder::kPolar}) {
        for (const bool falling : {false, true}) {
            const CardParameters parameters{16, 64, order, order != CardOrder::kQuality && falling, 3};
            const auto encoded = encode_card_parameters(parameters, CardForm::kCompact);
            ASSERT_TRUE(encoded);
            const auto back = decode_card_parameters(*encoded);
            ASSERT_TRUE(back) << back.error().message;
            EXPECT_EQ(*back, parameters);
        }
    }
}

TEST(CardParameters, LieWhereTheStandardSays) {
    const auto encoded = encode_card_parameters({16, 64, CardOrder::kYThenX, true, 0}, CardForm::kCompact);
    EXPECT_EQ(*encoded, bytes({0x7F, 0x60, 0x16, 0xA1, 0x14, 0x81, 0x01, 0x08, 0x87, 0x02, 0x01, 0x01, 0x88,
                               0x02, 0x00, 0x06, 0xB1, 0x07, 0x81, 0x02, 0x10, 0x40, 0x82, 0x01, 0x0A}));
    const auto bare = decode_card_parameters(bytes({0xB1, 0x04, 0x81, 0x02, 0x0C, 0x28}));
    ASSERT_TRUE(bare);
    EXPECT_EQ(*bare, (CardParameters{12, 40, CardOrder::kQuality, false, 0}));
}

TEST(CardParameters, DecideWhatIsWritten) {
    std::mt19937 random(3);
    const Template print = random_template(random, 50);
    const auto options = options_for({10, 20, CardOrder::kXThenY, true, 0}, print, CardForm::kCompact);
    ASSERT_TRUE(options);
    const auto card = encode_card(print, *options);
    ASSERT_TRUE(card);
    const auto back = decode_card(*card, CardForm::kCompact);
    ASSERT_TRUE(back);
    ASSERT_EQ(back->minutiae.size(), 20U);
    for (std::size_t i = 1; i < 20; ++i) EXPECT_GE(back->minutiae[i - 1].x, back->minutiae[i].x);
    EXPECT_EQ(options_for({51, 60, CardOrder::kQuality, false, 0}, print, CardForm::kCompact).error().code,
              ErrorCode::kInvalidArgument);
}

TEST(CardParameters, WrongValuesAreRefusedByTheirPlace) {
    EXPECT_EQ(decode_card_parameters(bytes({0x30, 0x00})).error().code, ErrorCode::kUnsupportedFormat);
    EXPECT_EQ(decode_card_parameters({}).error().code, ErrorCode::kUnsupportedFormat);
    for (const auto& damaged :
         {bytes({0xB1, 0x04, 0x81, 0x02, 0x40, 0x10}), bytes({0xB1, 0x03, 0x82, 0x01, 0x14}),
          bytes({0xB1, 0x03, 0x81, 0x01, 0x10}), bytes({0xB1, 0x02, 0x81, 0x05}), bytes({0xB1, 0x00, 0x00})}) {
        const auto parameters = decode_card_parameters(damaged);
        ASSERT_FALSE(parameters);
        EXPECT_EQ(parameters.error().code, ErrorCode::kCorrupt);
        EXPECT_NE(parameters.error().message.find("at byte"), std::string::npos);
    }
    EXPECT_EQ(encode_card_parameters({9, 3, CardOrder::kQuality, false, 0}, CardForm::kNormal).error().code,
              ErrorCode::kInvalidArgument);
}

TEST(CardParameters, TruncationsAndChangedBytesNeverEscape) {
    const auto original = *encode_card_parameters({16, 64, CardOrder::kPolar, true, 7}, CardForm::kNormal);
    for (std::size_t size = 0; size < original.size(); ++size) {
        EXPECT_FALSE(decode_card_parameters(std::span(original).first(size))) << size;
    }
    for (std::size_t at = 0; at < original.size(); ++at) {
        for (int value = 0; value < 256; ++value) {
            auto changed = original;
            changed[at] = static_cast<std::byte>(value);
            const auto parameters = decode_card_parameters(changed);
            EXPECT_TRUE(!parameters || parameters->check());
        }
    }
}

}  // namespace
}  // namespace dactyl
