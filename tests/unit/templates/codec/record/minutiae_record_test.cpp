#include "templates/codec/record/minutiae_record.hpp"

#include "tests/support/random_record.hpp"

namespace dactyl {
namespace {

using Record = std::vector<std::byte>;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr RecordFormat kFormats[] = {RecordFormat::kIso2005, RecordFormat::kIso2011, RecordFormat::kAnsi2004,
                                     RecordFormat::kAnsi2009, RecordFormat::kAnsi2009Am1};

Record from_hex(std::string_view text) {
    Record bytes;
    int high = -1;
    for (const char c : text) {
        if (c == ' ' || c == '\n') continue;
        const int digit = c <= '9' ? c - '0' : c - 'A' + 10;
        if (high < 0) {
            high = digit;
        } else {
            bytes.push_back(static_cast<std::byte>(high * 16 + digit));
            high = -1;
        }
    }
    return bytes;
}

Record encoded(const MinutiaeRecord& record) {
    auto bytes = encode_record(record);
    EXPECT_TRUE(bytes) << bytes.error().message;
    return bytes.value_or(Record());
}

// One view of the left index finger (7), second view (1), plain, quality 80, two minutiae, one extension of a vendor.
constexpr std::string_view kIso2005 = R"(
464D5200 20323000 00000030 8123 0140 01E0 00C5 00C5 01 00
07 10 50 02  4064 000E 50 5A  8123 0111 FF 01  0006 1234 0002 ABCD)";
constexpr std::string_view kAnsi2004 = R"(
464D5200 20323000 0032 0042 0011 8123 0140 01E0 00C5 00C5 01 00
07 10 50 02  4064 000E 28 5A  8123 0111 B3 01  0006 1234 0006 ABCD)";
constexpr std::string_view kIso2011 = R"(
464D5200 30333000 0000004A 0001 01
0000003B 07D5 0C 0F 11 23 14 0000 02 ABCD 00B5 01 50 ABCD 0123 01 0002 07
07 01 00C5 00C5 00 0140 01E0 51 02  4064 000E 50  8123 0111 FF  0006 1234 0006 ABCD)";
constexpr std::string_view kAnsi2009 = R"(
464D5200 30333000 0000003A 0042 0011 80 0123 01 00
07 01 00 50 0006 0037 0140 01E0 00C5 00C5 02  4064 000E 28 5A  8123 0111 B3 01  0006 1234 0006 ABCD)";

TEST(MinutiaeRecord, Iso2005IsReadFieldByField) {
    std::vector<RecordFinding> findings;
    const auto record = decode_record(from_hex(kIso2005), &findings);
    ASSERT_TRUE(record) << record.error().message;
    EXPECT_THAT(findings, testing::IsEmpty());
    EXPECT_EQ(record->format, RecordFormat::kIso2005);
    EXPECT_EQ(record->certification, 8);
    EXPECT_EQ(record->device, 0x123);
    EXPECT_EQ(record->geometry, (RecordGeometry{320, 480, 197, 197}));
    ASSERT_EQ(record->views.size(), 1U);
    const RecordView& view = record->views[0];
    EXPECT_EQ(view.position, 7);
    EXPECT_EQ(view.number, 1);
    EXPECT_EQ(view.impression, 0);
    EXPECT_THAT(view.qualities, ElementsAre(RecordQuality{80, 0, 0}));
    EXPECT_THAT(view.minutiae, ElementsAre(RecordMinutia{1, 100, 14, 80, 90}, RecordMinutia{2, 291, 273, 255, 1}));
    EXPECT_THAT(view.extensions, ElementsAre(RecordExtension{0x1234, {0xAB, 0xCD}}));
}

TEST(MinutiaeRecord, Iso2011IsReadFieldByField) {
    std::vector<RecordFinding> findings;
    const auto record = decode_record(from_hex(kIso2011), &findings);
    ASSERT_TRUE(record) << record.error().message;
    EXPECT_THAT(findings, testing::IsEmpty());
    EXPECT_EQ(record->format, RecordFormat::kIso2011);
    ASSERT_EQ(record->views.size(), 1U);
    const RecordView& view = record->views[0];
    EXPECT_EQ(view.date, (RecordDate{2005, 12, 15, 17, 35, 20, 0}));
    EXPECT_EQ(view.device_technology, 2);
    EXPECT_EQ(view.device_vendor, 0xABCD);
    EXPECT_EQ(view.device_type, 0xB5);
    EXPECT_THAT(view.qualities, ElementsAre(RecordQuality{80, 0xABCD, 0x123}));
    EXPECT_THAT(view.certifications, ElementsAre(RecordCertification{2, 7}));
    EXPECT_EQ(view.geometry, (RecordGeometry{320, 480, 197, 197}));
    EXPECT_EQ(view.ending_type, 1);
    EXPECT_FALSE(view.minutia_quality);
    EXPECT_THAT(view.minutiae, ElementsAre(RecordMinutia{1, 100, 14, 80, 0}, RecordMinutia{2, 291, 273, 255, 0}));
    EXPECT_THAT(view.extensions, ElementsAre(RecordExtension{0x1234, {0xAB, 0xCD}}));
}

TEST(MinutiaeRecord, AnsiIsReadFieldByField) {
    for (const bool later : {false, true}) {
        std::vector<RecordFinding> findings;
        const auto record = decode_record(from_hex(later ? kAnsi2009 : kAnsi2004), &findings);
        ASSERT_TRUE(record) << record.error().message;
        EXPECT_THAT(findings, testing::IsEmpty());
        EXPECT_EQ(record->format, later ? RecordFormat::kAnsi2009 : RecordFormat::kAnsi2004);
        EXPECT_EQ(record->vendor, 0x42);
        EXPECT_EQ(record->subformat, 0x11);
        EXPECT_EQ(record->certification, later ? 0x80 : 8);
        EXPECT_EQ(record->device, 0x123);
        ASSERT_EQ(record->views.size(), 1U);
        const RecordView& view = record->views[0];
        EXPECT_EQ(view.number, 1);
        EXPECT_THAT(view.qualities, ElementsAre(later ? RecordQuality{80, 6, 0x37} : RecordQuality{80, 0, 0}));
        EXPECT_EQ(view.geometry, (RecordGeometry{320, 480, 197, 197}));
        EXPECT_THAT(view.minutiae, ElementsAre(RecordMinutia{1, 100, 14, 40, 90}, RecordMinutia{2, 291, 273, 179, 1}));
        EXPECT_THAT(view.extensions, ElementsAre(RecordExtension{0x1234, {0xAB, 0xCD}}));
    }
}

TEST(MinutiaeRecord, ValidBytesComeBackAsTheyWere) {
    Record am1 = from_hex(kAnsi2009);
    am1[6] = std::byte{'5'};
    for (const Record& bytes :
         {from_hex(kIso2005), from_hex(kIso2011), from_hex(kAnsi2004), from_hex(kAnsi2009), am1}) {
        EXPECT_EQ(encoded(*decode_record(bytes)), bytes);
    }
}

TEST(MinutiaeRecord, RandomRecordsComeBackAsTheyWere) {
    std::mt19937 random(1);
    for (const RecordFormat format : kFormats) {
        for (int i = 0; i < 300; ++i) {
            const auto record =
                random_record(random, format, static_cast<int>(random() % 5), static_cast<int>(random() % 80));
            std::vector<RecordFinding> findings;
            const auto back = decode_record(encoded(record), &findings);
            ASSERT_TRUE(back) << to_string(format) << ": " << back.error().message;
            EXPECT_EQ(*back, record) << to_string(format);
            EXPECT_THAT(findings, testing::IsEmpty()) << findings[0].text;
        }
        const auto full = random_record(random, format, 100, 255);  // ANSI 2004 needs its long length
        EXPECT_EQ(*decode_record(encoded(full)), full) << to_string(format);
        const auto empty = random_record(random, format, 0, 0);
        EXPECT_EQ(*decode_record(encoded(empty)), empty) << to_string(format);
    }
}

TEST(MinutiaeRecord, EveryTruncationAndEveryTrailingByteIsRefused) {
    std::mt19937 random(2);
    for (const RecordFormat format : kFormats) {
        Record bytes = encoded(random_record(random, format, 3, 20));
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            const auto record = decode_record(std::span(bytes).first(size));
            ASSERT_FALSE(record) << to_string(format) << " cut at " << size;
            EXPECT_EQ(record.error().code, size < 4 ? ErrorCode::kUnsupportedFormat : ErrorCode::kCorrupt) << size;
        }
        bytes.push_back(std::byte{0});
        const auto longer = decode_record(bytes);
        ASSERT_FALSE(longer) << to_string(format);
        EXPECT_EQ(longer.error().code, ErrorCode::kCorrupt);
        EXPECT_THAT(longer.error().message, HasSubstr("at byte"));
    }
}

TEST(MinutiaeRecord, ChangedBytesGiveARecordThatComesBackOrNone) {
    std::mt19937 random(3);
    for (const RecordFormat format : kFormats) {
        const Record bytes = encoded(random_record(random, format, 2, 10));
        Record changed = bytes;
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            for (int value = 0; value < 256; ++value) {
                changed[at] = static_cast<std::byte>(value);
                const auto record = decode_record(changed);
                if (!record) continue;
                const auto again = encode_record(*record);
                ASSERT_TRUE(again) << to_string(format) << " byte " << at << " = " << value << ": "
                                   << again.error().message;
                ASSERT_EQ(*decode_record(*again), *record) << to_string(format) << " byte " << at << " = " << value;
            }
            changed[at] = bytes[at];
        }
    }
}

struct Fault {
    std::string_view what;
    std::size_t at;
    std::uint8_t value;
};

TEST(MinutiaeRecord, FaultsThatAReaderCanLiveWithAreNotedWithTheirOffset) {
    const Fault faults[] = {
        {"reserved byte", 23, 1}, {"position", 24, 11},        {"impression", 25, 0x14}, {"quality is above", 26, 101},
        {"kind", 28, 0xC0},       {"reserved bits", 30, 0x40}, {"outside", 29, 0xFF},    {"minutia's quality", 33, 101},
        {"hold together", 45, 7}};
    for (const Fault& fault : faults) {
        Record bytes = from_hex(kIso2005);
        bytes[fault.at] = static_cast<std::byte>(fault.value);
        if (fault.what == "outside") bytes[28] = std::byte{0x41};
        std::vector<RecordFinding> findings;
        ASSERT_TRUE(decode_record(bytes, &findings)) << fault.what;
        ASSERT_FALSE(findings.empty()) << fault.what;
        EXPECT_THAT(findings[0].text, HasSubstr(std::string(fault.what)));
        EXPECT_NEAR(static_cast<double>(findings[0].offset), static_cast<double>(fault.at), 5) << fault.what;
    }
}

TEST(MinutiaeRecord, ExtensionsThatDoNotHoldTogetherAreKept) {
    Record bytes = from_hex(kIso2005);
    bytes[45] = std::byte{7};  // the extension claims 7 bytes of 2
    const auto record = decode_record(bytes);
    ASSERT_TRUE(record);
    EXPECT_THAT(record->views[0].unread_extensions, ElementsAre(0x12, 0x34, 0, 7, 0xAB, 0xCD));
    EXPECT_EQ(encoded(*record), bytes);
}

TEST(MinutiaeRecord, ExtensionLengthsOfTheOtherHabitAreUnderstood) {
    Record bytes = from_hex(kIso2005);
    bytes[45] = std::byte{6};  // counts its header, as every other format has it
    std::vector<RecordFinding> findings;
    const auto record = decode_record(bytes, &findings);
    ASSERT_TRUE(record);
    EXPECT_THAT(record->views[0].extensions, ElementsAre(RecordExtension{0x1234, {0xAB, 0xCD}}));
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(encoded(*record), from_hex(kIso2005));
}

TEST(MinutiaeRecord, AnsiLengthsThatAreWrongAreNotedAndIsoOnesRefused) {
    Record ansi = from_hex(kAnsi2009);
    ansi[11] = std::byte{0x39};
    std::vector<RecordFinding> findings;
    ASSERT_TRUE(decode_record(ansi, &findings));
    EXPECT_EQ(findings[0].offset, 8U);
    Record iso = from_hex(kIso2005);
    iso[11] = std::byte{0x2F};
    EXPECT_EQ(decode_record(iso).error().code, ErrorCode::kCorrupt);
}

TEST(MinutiaeRecord, OtherBytesAndVersionsAreRefusedByName) {
    Record bytes = from_hex(kIso2005);
    bytes[5] = std::byte{'9'};
    const auto version = decode_record(bytes);
    ASSERT_FALSE(version);
    EXPECT_EQ(version.error().code, ErrorCode::kUnsupportedFormat);
    EXPECT_THAT(version.error().message, HasSubstr("0x20393000"));
    bytes[0] = std::byte{'G'};
    EXPECT_EQ(decode_record(bytes).error().code, ErrorCode::kUnsupportedFormat);
    EXPECT_EQ(decode_record({}).error().code, ErrorCode::kUnsupportedFormat);
}

TEST(MinutiaeRecord, FieldsThatDoNotFitAreNotWritten) {
    std::mt19937 random(4);
    using Spoil = std::function<void(MinutiaeRecord&)>;
    const std::vector<std::pair<RecordFormat, Spoil>> cases = {
        {RecordFormat::kIso2005, [](auto& r) { r.views[0].minutiae[0].x = 0x4000; }},
        {RecordFormat::kIso2005, [](auto& r) { r.views[0].minutiae[0].kind = 4; }},
        {RecordFormat::kIso2005, [](auto& r) { r.views[0].minutiae.resize(256); }},
        {RecordFormat::kIso2005, [](auto& r) { r.views[0].number = 16; }},
        {RecordFormat::kIso2005, [](auto& r) { r.views[0].geometry.width = 1; }},
        {RecordFormat::kIso2005, [](auto& r) { r.views[0].qualities.clear(); }},
        {RecordFormat::kIso2005, [](auto& r) { r.views[0].minutia_quality = false; }},
        {RecordFormat::kAnsi2004, [](auto& r) { r.views[0].impression = 29; }},
        {RecordFormat::kAnsi2004, [](auto& r) { r.device = 4096; }},
        {RecordFormat::kAnsi2009, [](auto& r) { r.views.resize(256, r.views[0]); }},
        {RecordFormat::kAnsi2009,
         [](auto& r) {
             r.views[0].extensions = {{5, std::vector<std::uint8_t>(65'533)}};
         }},
        {RecordFormat::kIso2011,
         [](auto& r) {
             r.certification = 0;
             r.views[0].certifications = {{1, 1}};
         }},
        {RecordFormat::kIso2011, [](auto& r) { r.views[0].ending_type = 16; }},
    };
    for (std::size_t i = 0; i < cases.size(); ++i) {
        MinutiaeRecord record = random_record(random, cases[i].first, 1, 5);
        cases[i].second(record);
        const auto bytes = encode_record(record);
        ASSERT_FALSE(bytes) << i;
        EXPECT_EQ(bytes.error().code, ErrorCode::kInvalidArgument) << i;
    }
}

TEST(RecordFormat, NamesComeBack) {
    for (const RecordFormat format : kFormats) EXPECT_EQ(parse_record_format(to_string(format)), format);
    EXPECT_FALSE(parse_record_format("iso"));
}

}  // namespace
}  // namespace dactyl
