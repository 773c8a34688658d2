#include "templates/codec/record/migration.hpp"

#include <gtest/gtest.h>

#include "templates/codec/record/extended_data.hpp"
#include "tests/support/random_record.hpp"

namespace dactyl {
namespace {

constexpr std::array kFormats = {RecordFormat::kIso2005, RecordFormat::kIso2011, RecordFormat::kAnsi2004,
                                 RecordFormat::kAnsi2009, RecordFormat::kAnsi2009Am1};

TEST(Migration, EveryFormatBecomesEveryOther) {
    std::mt19937 random(5);
    for (const RecordFormat from : kFormats) {
        for (const RecordFormat to : kFormats) {
            const MinutiaeRecord record = random_record(random, from, 1, 12);
            const auto other = migrated(record, to);
            ASSERT_TRUE(other) << other.error().message;
            const auto bytes = encode_record(*other);
            ASSERT_TRUE(bytes) << to_string(from) << " to " << to_string(to) << ": " << bytes.error().message;
            EXPECT_EQ(*decode_record(*bytes), *other);
            const RecordView& before = record.views[0];
            const RecordView& after = other->views[0];
            EXPECT_EQ(after.geometry, before.geometry);
            EXPECT_EQ(after.position, before.position);
            ASSERT_EQ(after.minutiae.size(), before.minutiae.size());
            EXPECT_EQ(after.extensions.size(), before.extensions.size());
            for (std::size_t i = 0; i < before.minutiae.size(); ++i) {
                EXPECT_EQ(after.minutiae[i].x, before.minutiae[i].x);
                EXPECT_EQ(after.minutiae[i].kind, before.minutiae[i].kind);
            }
        }
    }
}

TEST(Migration, ThereAndBackKeepsWhatBothCanSay) {
    std::mt19937 random(6);
    MinutiaeRecord record = random_record(random, RecordFormat::kIso2005, 2, 9);
    record.certification = 0;  // ISO 2011 has no place for its bits
    for (RecordView& view : record.views) {
        for (RecordMinutia& minutia : view.minutiae) minutia.quality = 80;
    }
    const auto there = migrated(record, RecordFormat::kIso2011);
    ASSERT_TRUE(there);
    EXPECT_EQ(there->views[1].device_type, record.device);
    EXPECT_EQ(*migrated(*there, RecordFormat::kIso2005), record);
}

TEST(Migration, CoresAndDeltasTakeTheOtherLayoutAndUnit) {
    std::mt19937 random(7);
    MinutiaeRecord record = random_record(random, RecordFormat::kIso2011, 1, 3);
    const SingularPoints points{{{50, 60, {64}}}, {{70, 80, {0, 128, 192}}}};
    record.views[0].extensions = {{kSingularPointType, write_singular_points(points, record.format)}};
    const auto other = migrated(record, RecordFormat::kAnsi2009);
    ASSERT_TRUE(other);
    const auto read = read_singular_points(other->views[0].extensions[0].data, RecordFormat::kAnsi2009);
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, (SingularPoints{{{50, 60, {45}}}, {{70, 80, {0, 90, 135}}}}));
}

TEST(Migration, UnknownQualitiesStayUnknown) {
    std::mt19937 random(8);
    MinutiaeRecord record = random_record(random, RecordFormat::kIso2011, 1, 3);
    record.views[0].minutia_quality = false;
    const auto narrow = migrated(record, RecordFormat::kAnsi2004);
    ASSERT_TRUE(narrow);
    EXPECT_EQ(narrow->views[0].minutiae[0].quality, 0);
    EXPECT_EQ(migrated(*narrow, RecordFormat::kAnsi2009)->views[0].minutiae[0].quality, 254);
}

TEST(Migration, ViewsOfDifferentSizesDoNotFitOneHeader) {
    std::mt19937 random(9);
    MinutiaeRecord record = random_record(random, RecordFormat::kAnsi2009, 2, 3);
    record.views[0].geometry.width = 100;
    record.views[1].geometry.width = 200;
    EXPECT_EQ(migrated(record, RecordFormat::kIso2005).error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace dactyl
