#include "templates/codec/card.hpp"

#include "templates/codec/validity.hpp"
#include "tests/support/random_template.hpp"

namespace dactyl {
namespace {

using Record = std::vector<std::byte>;
using testing::ElementsAre;

Template print_of(std::vector<Minutia> minutiae, int width = 400, int height = 400) {
    Template print;
    print.width = width;
    print.height = height;
    print.minutiae = std::move(minutiae);
    return print;
}

Minutia at(float x, float y, std::uint8_t quality = 50, MinutiaKind kind = MinutiaKind::kEnding, double degrees = 0) {
    return {x, y, Direction::from_degrees(degrees), kind, quality};
}

std::vector<int> bytes_of(const Result<Record>& record) {
    std::vector<int> out;
    for (const std::byte byte : record.value()) out.push_back(std::to_integer<int>(byte));
    return out;
}

TEST(Card, MinutiaeAreInMillimetres) {
    // 196.875 pixels at 500 dpi are 10.00 mm, 98.375 are 5.00 mm.
    const Template print = print_of({at(196.875F, 98.375F, 50, MinutiaKind::kBifurcation, 90)});
    EXPECT_THAT(bytes_of(encode_card(print, {CardForm::kCompact, 60, CardOrder::kQuality, false, false})),
                ElementsAre(100, 50, 0x80 | 16));
    EXPECT_THAT(bytes_of(encode_card(print, {CardForm::kNormal, 60, CardOrder::kQuality, false, false})),
                ElementsAre(0x80 | 1000 >> 8, 1000 & 255, 500 >> 8, 500 & 255, 64));
    EXPECT_THAT(bytes_of(encode_card(print, {CardForm::kCompact, 60, CardOrder::kQuality, false, true})),
                ElementsAre(0x7F, 0x2E, 5, 0x81, 3, 100, 50, 0x80 | 16));
}

TEST(Card, RoundsByHalfAUnitAtMost) {
    std::mt19937 random(1);
    for (const CardForm form : {CardForm::kNormal, CardForm::kCompact}) {
        const double unit = form == CardForm::kNormal ? 0.01 : 0.1;
        const int angles = form == CardForm::kNormal ? 256 : 64;
        for (const int count : {0, 1, 30, 60, 255}) {
            Template print = random_template(random, count);
            CardOptions options{form, 255, CardOrder::kQuality, false, true};
            const auto back = decode_card(*encode_card(print, options), form);
            ASSERT_TRUE(back) << back.error().message;
            ASSERT_EQ(back->minutiae.size(), print.minutiae.size());
            EXPECT_TRUE(check_template(*back, ErrorCode::kInternal));
            // The order of equal qualities is the standard's, so pairs are found by their place.
            for (const Minutia& b : back->minutiae) {
                const bool found = std::any_of(print.minutiae.begin(), print.minutiae.end(), [&](const Minutia& a) {
                    const double limit = unit / 2 * 500 / 25.4 + 1.0 / 16;
                    return std::abs(a.x - b.x) <= limit && std::abs(a.y - b.y) <= limit && a.kind == b.kind &&
                           std::abs(turn(a.direction, b.direction)) <= 65'536 / angles / 2;
                });
                EXPECT_TRUE(found);
            }
        }
    }
}

TEST(Card, LowestQualityIsDroppedFirstThenTheFarthest) {
    // The centre of mass of all five is (200, 200).
    const Template print =
        print_of({at(200, 200, 10), at(220, 200, 50), at(180, 200, 50), at(100, 200, 50), at(300, 200, 90)});
    const auto kept = [&](int most) {
        std::vector<int> places;
        const CardOptions options{CardForm::kNormal, most, CardOrder::kXThenY, false, true};
        const auto back = decode_card(*encode_card(print, options), CardForm::kNormal);
        for (const Minutia& minutia : back.value().minutiae) {
            places.push_back(static_cast<int>(std::lround(minutia.x)));
        }
        return places;
    };
    EXPECT_THAT(kept(5), ElementsAre(100, 180, 200, 220, 300));
    EXPECT_THAT(kept(4), ElementsAre(100, 180, 220, 300));
    EXPECT_THAT(kept(3), ElementsAre(180, 220, 300));
    EXPECT_THAT(kept(1), ElementsAre(300));
}

TEST(Card, OfEqualDistanceEndingsGoFirstThenLargeAngles) {
    const Template print =
        print_of({at(100, 200, 50, MinutiaKind::kEnding), at(300, 200, 50, MinutiaKind::kBifurcation, 90),
                  at(200, 100, 50, MinutiaKind::kBifurcation, 45), at(200, 300, 50, MinutiaKind::kEnding)});
    CardOptions options{CardForm::kNormal, 2, CardOrder::kXThenY, false, true};
    auto kept = decode_card(*encode_card(print, options), CardForm::kNormal)->minutiae;
    ASSERT_EQ(kept.size(), 2U);
    EXPECT_EQ(kept[0].kind, MinutiaKind::kBifurcation);
    EXPECT_EQ(kept[1].kind, MinutiaKind::kBifurcation);
    options.most_minutiae = 1;
    kept = decode_card(*encode_card(print, options), CardForm::kNormal)->minutiae;
    EXPECT_EQ(kept[0].direction, Direction::from_degrees(45));
}

TEST(Card, OrdersAreKept) {
    std::mt19937 random(2);
    const Template print = random_template(random, 60);
    const auto sorted = [&](CardOrder order, bool falling, auto key) {
        const CardOptions options{CardForm::kNormal, 60, order, falling, true};
        auto minutiae = decode_card(*encode_card(print, options), CardForm::kNormal)->minutiae;
        if (falling) std::reverse(minutiae.begin(), minutiae.end());
        return std::is_sorted(minutiae.begin(), minutiae.end(),
                              [&](const Minutia& a, const Minutia& b) { return key(a) < key(b); });
    };
    for (const bool falling : {false, true}) {
        EXPECT_TRUE(sorted(CardOrder::kXThenY, falling, [](const Minutia& m) { return m.x; }));
        EXPECT_TRUE(sorted(CardOrder::kYThenX, falling, [](const Minutia& m) { return m.y; }));
    }
}

TEST(Card, PrintsLargerThanTheCompactFormAreShiftedAndCut) {
    // 25.55 mm are 503 pixels: these two columns lie 500 pixels apart, far right on a large picture.
    Template print = print_of({at(1000, 100), at(1500, 200)}, 2000, 2000);
    const CardOptions options{CardForm::kCompact, 60, CardOrder::kXThenY, false, true};
    auto kept = decode_card(*encode_card(print, options), CardForm::kCompact)->minutiae;
    ASSERT_EQ(kept.size(), 2U);
    EXPECT_EQ(kept[0].x, 0);
    EXPECT_NEAR(kept[1].x, 500, 1);
    EXPECT_NEAR(kept[1].y, 100, 1);
    print.minutiae.push_back(at(0, 100));
    kept = decode_card(*encode_card(print, options), CardForm::kCompact)->minutiae;
    EXPECT_EQ(kept.size(), 2U);
}

TEST(Card, DamagedBytesAreRefused) {
    std::mt19937 random(3);
    const Record record = *encode_card(random_template(random, 60), {});
    for (std::size_t size = 0; size < record.size(); ++size) {
        const auto print = decode_card(std::span(record).first(size), CardForm::kCompact);
        if (print) {
            EXPECT_EQ(size % 3, 0U) << "only what may be bare minutiae";
        } else {
            EXPECT_EQ(print.error().code, ErrorCode::kCorrupt);
        }
    }
    Record many(3 * 256);
    EXPECT_EQ(decode_card(many, CardForm::kCompact).error().code, ErrorCode::kCorrupt);
    for (const int most : {0, -1, 256}) {
        CardOptions options;
        options.most_minutiae = most;
        EXPECT_EQ(encode_card(print_of({}), options).error().code, ErrorCode::kInvalidArgument);
    }
}

TEST(Card, WhatAVendorLaidBesideTheMinutiaeIsPassedOver) {
    const auto read = [](std::initializer_list<int> values) {
        Record bytes;
        for (const int value : values) bytes.push_back(static_cast<std::byte>(value));
        return decode_card(bytes, CardForm::kCompact);
    };
    const auto bare = read({0x7F, 0x2E, 5, 0x81, 3, 100, 50, 0x90});
    ASSERT_TRUE(bare);
    for (const auto& beside : {read({0x7F, 0x2E, 9, 0x81, 3, 100, 50, 0x90, 0x82, 2, 1, 2}),
                               read({0x7F, 0x2E, 10, 0x82, 2, 1, 2, 0x81, 3, 100, 50, 0x90, 0x83, 0})}) {
        if (beside) {
            EXPECT_EQ(*beside, *bare);
        }
    }
    EXPECT_TRUE(read({0x7F, 0x2E, 9, 0x81, 3, 100, 50, 0x90, 0x82, 2, 1, 2}));
    EXPECT_FALSE(read({0x7F, 0x2E, 10, 0x81, 3, 100, 50, 0x90, 0x82, 4, 1, 2, 3}));  // longer than what is there
    EXPECT_FALSE(read({0x7F, 0x2E, 4, 0x82, 2, 1, 2}));                              // none of the standard's data
}

}  // namespace
}  // namespace dactyl
