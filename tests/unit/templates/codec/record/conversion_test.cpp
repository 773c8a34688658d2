#include "templates/codec/record/conversion.hpp"

#include "templates/codec/validity.hpp"
#include "tests/support/random_record.hpp"
#include "tests/support/random_template.hpp"

namespace dactyl {
namespace {

constexpr RecordFormat kFormats[] = {RecordFormat::kIso2005, RecordFormat::kIso2011, RecordFormat::kAnsi2004,
                                     RecordFormat::kAnsi2009, RecordFormat::kAnsi2009Am1};

bool is_ansi(RecordFormat format) { return format >= RecordFormat::kAnsi2004; }
bool has_narrow_header(RecordFormat format) {
    return format == RecordFormat::kIso2005 || format == RecordFormat::kAnsi2004;
}

TEST(RecordConversion, RoundsByHalfAUnitAtMost) {
    std::mt19937 random(1);
    for (const RecordFormat format : kFormats) {
        const double half_angle = 65'536.0 / (is_ansi(format) ? 180 : 256) / 2 + 0.5;
        for (int i = 0; i < 50; ++i) {
            const Template print = random_template(random, 60);
            const auto record = record_of({&print, 1}, format);
            ASSERT_TRUE(record) << record.error().message;
            const auto back = template_of(*record);
            ASSERT_TRUE(back) << back.error().message;
            ASSERT_EQ(back->minutiae.size(), print.minutiae.size());
            EXPECT_EQ(back->width, print.width);
            EXPECT_EQ(back->height, print.height);
            EXPECT_EQ(back->quality, print.quality);
            EXPECT_EQ(back->position, print.position);
            EXPECT_EQ(back->impression, print.impression);
            for (std::size_t k = 0; k < print.minutiae.size(); ++k) {
                const Minutia& a = print.minutiae[k];
                const Minutia& b = back->minutiae[k];
                EXPECT_LE(std::abs(a.x - b.x), a.x > static_cast<float>(print.width) - 1 ? 1.0 : 0.5);
                EXPECT_LE(std::abs(a.y - b.y), a.y > static_cast<float>(print.height) - 1 ? 1.0 : 0.5);
                EXPECT_LE(std::abs(turn(a.direction, b.direction)), half_angle);
                EXPECT_EQ(a.kind, b.kind);
                EXPECT_EQ(b.quality, has_narrow_header(format) ? std::max<int>(a.quality, 1) : a.quality);
            }
        }
    }
}

TEST(RecordConversion, WhatWasReadIsWrittenAgainWithoutDrift) {
    std::mt19937 random(2);
    for (const RecordFormat format : kFormats) {
        const Template print = random_template(random, 60);
        const auto once = template_of(*record_of({&print, 1}, format));
        ASSERT_TRUE(once);
        const auto twice = template_of(*record_of({&*once, 1}, format));
        ASSERT_TRUE(twice);
        EXPECT_EQ(*twice, *once) << to_string(format);
    }
}

/// A record of one minutia at 1000, 500 of a 2000 x 1000 picture.
MinutiaeRecord one_minutia(RecordFormat format, std::uint16_t per_cm) {
    MinutiaeRecord record;
    record.format = format;
    record.geometry = {2000, 1000, per_cm, per_cm};
    RecordView view;
    view.geometry = record.geometry;
    view.qualities = {{70, 0, 0}};
    view.minutiae = {{1, 1000, 500, 64, 80}};
    record.views = {view};
    return record;
}

TEST(RecordConversion, ResolutionsAreBroughtTo500) {
    EXPECT_EQ(template_of(one_minutia(RecordFormat::kIso2005, 197))->minutiae[0].x, 1000);
    EXPECT_EQ(template_of(one_minutia(RecordFormat::kIso2005, 394))->minutiae[0].x, 500);
    EXPECT_EQ(template_of(one_minutia(RecordFormat::kIso2005, 98))->minutiae[0].x, 2000);
    // 200 pixels per cm are 508 dpi and nothing else.
    EXPECT_EQ(template_of(one_minutia(RecordFormat::kIso2005, 200))->minutiae[0].x,
              to_minutia_grid(1000 * 500.0 / 508.0));
    EXPECT_EQ(template_of(one_minutia(RecordFormat::kIso2005, 394))->width, 1000);
    EXPECT_EQ(template_of(one_minutia(RecordFormat::kIso2005, 0)).error().code, ErrorCode::kCorrupt);
    EXPECT_EQ(template_of(one_minutia(RecordFormat::kIso2005, 10)).error().code,
              ErrorCode::kCorrupt);  // 39 370 pixels wide
}

TEST(RecordConversion, AnglesAreInTheFormatsUnit) {
    EXPECT_EQ(template_of(one_minutia(RecordFormat::kIso2005, 197))->minutiae[0].direction,
              Direction::from_degrees(90));
    EXPECT_EQ(template_of(one_minutia(RecordFormat::kIso2011, 197))->minutiae[0].direction,
              Direction::from_degrees(90));
    EXPECT_EQ(template_of(one_minutia(RecordFormat::kAnsi2009, 197))->minutiae[0].direction,
              Direction::from_degrees(128));
}

TEST(RecordConversion, QualitiesThatAreNotReportedBecomeTheMiddle) {
    MinutiaeRecord record = one_minutia(RecordFormat::kIso2005, 197);
    record.views[0].minutiae[0].quality = 0;
    EXPECT_EQ(template_of(record)->minutiae[0].quality, 50);
    record.format = RecordFormat::kIso2011;
    EXPECT_EQ(template_of(record)->minutiae[0].quality, 0);
    record.views[0].minutiae[0].quality = 254;
    EXPECT_EQ(template_of(record)->minutiae[0].quality, 50);
    record.views[0].qualities = {{255, 1, 1}, {33, 1, 2}};
    EXPECT_EQ(template_of(record)->quality, 33);
    record.views[0].qualities.clear();
    EXPECT_EQ(template_of(record)->quality, 50);
}

TEST(RecordConversion, EveryRecordGivesAValidTemplateOrNone) {
    std::mt19937 random(3);
    for (const RecordFormat format : kFormats) {
        for (int i = 0; i < 200; ++i) {
            auto bytes = *encode_record(random_record(random, format, 2, 20));
            for (int k = 0; k < 3; ++k) bytes[random() % bytes.size()] = static_cast<std::byte>(random());
            const auto record = decode_record(bytes);
            if (!record) continue;
            for (std::size_t view = 0; view < record->views.size(); ++view) {
                const auto print = template_of(*record, view);
                if (print) {
                    ASSERT_TRUE(check_template(*print, ErrorCode::kInternal));
                }
            }
        }
    }
}

TEST(RecordConversion, ViewsOfOneFingerAreNumbered) {
    std::mt19937 random(4);
    std::vector<Template> prints(3, random_template(random, 5));
    prints[1].position = FingerPosition::kLeftThumb;
    prints[0].position = prints[2].position = FingerPosition::kRightIndex;
    const auto record = record_of(prints, RecordFormat::kIso2005);
    ASSERT_TRUE(record);
    EXPECT_EQ(record->views[0].number, 0);
    EXPECT_EQ(record->views[1].number, 0);
    EXPECT_EQ(record->views[2].number, 1);
    EXPECT_TRUE(encode_record(*record));
    EXPECT_EQ(template_of(*record, 3).error().code, ErrorCode::kNotFound);
    prints.resize(18, prints[0]);  // 17 of the right index finger
    EXPECT_EQ(record_of(prints, RecordFormat::kIso2005).error().code, ErrorCode::kInvalidArgument);
}

TEST(RecordConversion, OnlyTheBestOfTooManyMinutiaeAreWritten) {
    std::mt19937 random(5);
    const Template print = random_template(random, 400);
    const auto record = record_of({&print, 1}, RecordFormat::kIso2005);
    ASSERT_TRUE(record);
    EXPECT_EQ(record->views[0].minutiae.size(), 255U);
    EXPECT_EQ(record->views[0].minutiae.back().quality, std::max<int>(print.minutiae[254].quality, 1));
}

}  // namespace
}  // namespace dactyl
