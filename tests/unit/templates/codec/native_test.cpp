#include "templates/codec/native.hpp"

#include <zlib.h>

#include "engine/core/read_file.hpp"
#include "templates/codec/validity.hpp"
#include "tests/support/random_template.hpp"

namespace dactyl {
namespace {

using Record = std::vector<std::byte>;
using testing::HasSubstr;

Record encoded(const Template& print) {
    auto record = encode_native(print);
    EXPECT_TRUE(record) << record.error().message;
    return record.value_or(Record());
}

ErrorCode code_of(std::span<const std::byte> record) {
    const auto print = decode_native(record);
    return print ? ErrorCode{0} : print.error().code;
}

void put(Record& record, std::size_t at, std::uint32_t value, int count) {
    for (int i = 0; i < count; ++i) record[at + static_cast<std::size_t>(i)] = static_cast<std::byte>(value >> (8 * i));
}

/// Makes the checksum fit again, as one who forges a record would.
void reseal(Record& record) {
    uLong crc = ::crc32(0, reinterpret_cast<const Bytef*>(record.data()), 12);
    crc = ::crc32(crc, reinterpret_cast<const Bytef*>(record.data() + 16), static_cast<uInt>(record.size() - 16));
    put(record, 12, static_cast<std::uint32_t>(crc), 4);
}

TEST(NativeTemplate, ComesBackAsItWas) {
    std::mt19937 random(1);
    for (const int minutiae : {0, 1, 2, 55, 60, 255, 1000, 4096}) {
        for (int i = 0; i < 20; ++i) {
            const Template print = random_template(random, minutiae);
            const auto back = decode_native(encoded(print));
            ASSERT_TRUE(back) << back.error().message;
            EXPECT_EQ(*back, print);
        }
    }
}

TEST(NativeTemplate, ExtremesComeBackAsTheyWere) {
    Template print;
    print.width = kLargestTemplateSide;
    print.height = 1;
    print.minutiae = {{kLargestTemplateSide, 1.0F, Direction::from_steps(65'535), MinutiaKind::kBifurcation, 100},
                      {0.125F, 0, Direction(), MinutiaKind::kUnknown, 0}};
    print.impression = Impression::kUnknown;
    print.position = FingerPosition::kLeftLittle;
    print.quality = 100;
    print.device = {65'535, 65'535};
    print.extractor_version = 65'535;
    EXPECT_EQ(*decode_native(encoded(print)), print);
    print.foreground = Foreground(print.width, print.height);
    EXPECT_EQ(*decode_native(encoded(print)), print);
}

TEST(NativeTemplate, ATypicalPrintTakesAtMost600Bytes) {
    std::mt19937 random(2);
    Template print = random_template(random, 55);
    print.width = 388;
    print.height = 374;
    print.foreground = Foreground(388, 374);
    for (int row = 4; row < 46; ++row) {  // an oval whose edge moves in every other row
        const int inset = std::abs(row - 25) / 2;
        for (int column = 4 + inset; column < 44 - inset; ++column) print.foreground.set_cell(column, row, true);
    }
    for (Minutia& minutia : print.minutiae) minutia.x = minutia.y = 100;
    EXPECT_LE(encoded(print).size(), 600U);
}

TEST(NativeTemplate, InvalidTemplatesAreNotEncoded) {
    std::mt19937 random(3);
    const Template valid = random_template(random, 5);
    const std::vector<std::pair<const char*, std::function<void(Template&)>>> faults = {
        {"no width", [](Template& t) { t.width = 0; }},
        {"width", [](Template& t) { t.width = kLargestTemplateSide + 1; }},
        {"negative height", [](Template& t) { t.height = -1; }},
        {"minutiae", [](Template& t) { t.minutiae.resize(kMostMinutiae + 1); }},
        {"quality", [](Template& t) { t.quality = 101; }},
        {"position", [](Template& t) { t.position = static_cast<FingerPosition>(11); }},
        {"impression", [](Template& t) { t.impression = static_cast<Impression>(4); }},
        {"foreground", [](Template& t) { t.foreground = Foreground(t.width + 8, t.height); }},
        {"off the grid", [](Template& t) { t.minutiae[2].x = 10.1F; }},
        {"left of the picture", [](Template& t) { t.minutiae[2].x = -0.125F; }},
        {"below the picture", [](Template& t) { t.minutiae[2].y = static_cast<float>(t.height) + 0.125F; }},
        {"no number", [](Template& t) { t.minutiae[2].y = std::nanf(""); }},
        {"kind", [](Template& t) { t.minutiae[2].kind = static_cast<MinutiaKind>(3); }},
        {"minutia quality", [](Template& t) { t.minutiae[2].quality = 101; }}};
    for (const auto& [name, spoil] : faults) {
        Template print = valid;
        spoil(print);
        const auto record = encode_native(print);
        ASSERT_FALSE(record) << name;
        EXPECT_EQ(record.error().code, ErrorCode::kInvalidArgument) << name;
    }
}

TEST(NativeTemplate, EveryTruncationIsRefused) {
    std::mt19937 random(4);
    const Record record = encoded(random_template(random, 55));
    for (std::size_t size = 0; size < record.size(); ++size) {
        const ErrorCode expected = size < 4 ? ErrorCode::kUnsupportedFormat : ErrorCode::kCorrupt;
        EXPECT_EQ(code_of(std::span(record).first(size)), expected) << size;
        // The same with a header that agrees with the shorter length: FlatBuffers' verifier has to notice.
        if (size < 16) continue;
        Record forged(record.begin(), record.begin() + static_cast<std::ptrdiff_t>(size));
        put(forged, 8, static_cast<std::uint32_t>(size), 4);
        reseal(forged);
        EXPECT_EQ(code_of(forged), ErrorCode::kCorrupt) << size;
    }
}

TEST(NativeTemplate, EveryChangedByteIsNoticed) {
    std::mt19937 random(5);
    const Record record = encoded(random_template(random, 55));
    Record changed = record;
    for (std::size_t at = 0; at < record.size(); ++at) {
        for (int value = 0; value < 256; ++value) {
            changed[at] = static_cast<std::byte>(value);
            if (changed[at] == record[at]) continue;
            ASSERT_NE(code_of(changed), ErrorCode{0}) << "byte " << at << " = " << value;
        }
        changed[at] = record[at];
    }
}

TEST(NativeTemplate, ForgedBytesGiveAValidTemplateOrNone) {
    std::mt19937 random(6);
    const Record record = encoded(random_template(random, 20));
    int refused = 0;
    for (int i = 0; i < 20'000; ++i) {
        Record forged = record;
        for (unsigned k = 0; k <= random() % 3; ++k)
            forged[16 + random() % (record.size() - 16)] = static_cast<std::byte>(random());
        reseal(forged);
        const auto print = decode_native(forged);
        if (print) {
            ASSERT_TRUE(check_template(*print, ErrorCode::kInternal));
        } else {
            ASSERT_EQ(print.error().code, ErrorCode::kCorrupt);
            ++refused;
        }
    }
    EXPECT_GT(refused, 1000);
}

TEST(NativeTemplate, TrailingBytesAreRefused) {
    std::mt19937 random(8);
    Record record = encoded(random_template(random, 20));
    record.push_back(std::byte{0});
    EXPECT_EQ(code_of(record), ErrorCode::kCorrupt);
}

TEST(NativeTemplate, OtherVersionsAndFieldsAreToldApart) {
    std::mt19937 random(9);
    const Record record = encoded(random_template(random, 20));
    Record newer = record;
    newer[4] = std::byte{2};
    const auto refused = decode_native(newer);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kVersionTooNew);
    EXPECT_THAT(refused.error().message, HasSubstr("version 2"));

    Record older = record;
    older[4] = std::byte{0};
    reseal(older);
    EXPECT_EQ(code_of(older), ErrorCode::kCorrupt);
    Record reserved = record;
    reserved[6] = std::byte{1};
    reseal(reserved);
    EXPECT_EQ(code_of(reserved), ErrorCode::kCorrupt);
    Record other = record;
    other[0] = std::byte{'F'};
    EXPECT_EQ(code_of(other), ErrorCode::kUnsupportedFormat);
    EXPECT_EQ(code_of({}), ErrorCode::kUnsupportedFormat);
}

TEST(NativeTemplate, BytesMayLieAnywhereInMemory) {
    std::mt19937 random(10);
    const Template print = random_template(random, 20);
    const Record record = encoded(print);
    for (std::size_t shift = 0; shift < 8; ++shift) {
        Record moved(shift);
        moved.insert(moved.end(), record.begin(), record.end());
        EXPECT_EQ(*decode_native(std::span(moved).subspan(shift)), print) << shift;
    }
}

/// What tests/golden/template-v1.dctl holds: written once by version 1, to be read for ever.
Template kept_template() {
    Template print;
    print.width = 300;
    print.height = 400;
    for (int i = 0; i < 40; ++i) {
        print.minutiae.push_back({static_cast<float>(20 + 6.375 * i), static_cast<float>(390 - 9.125 * i),
                                  Direction::from_steps(static_cast<std::uint16_t>(1638 * i)),
                                  static_cast<MinutiaKind>(i % 3), static_cast<std::uint8_t>(100 - 2 * i)});
    }
    print.foreground = Foreground(300, 400);
    for (int row = 2; row < 48; ++row) {
        for (int column = 3 + row % 4; column < 34 - row % 3; ++column) print.foreground.set_cell(column, row, true);
    }
    print.quality = 77;
    print.position = FingerPosition::kLeftIndex;
    print.impression = Impression::kSwipe;
    print.device = {0x1234, 0xABCD};
    print.extractor_version = 3;
    return print;
}

TEST(NativeTemplate, KeptRecordOfVersion1IsRead) {
    const auto record = read_file(DACTYL_SOURCE_DIR "/tests/golden/template-v1.dctl", 10'000);
    ASSERT_TRUE(record) << record.error().message;
    const auto print = decode_native(*record);
    ASSERT_TRUE(print) << print.error().message;
    EXPECT_EQ(*print, kept_template());
}

}  // namespace
}  // namespace dactyl
