#include "sensors/cardreader/id_card.hpp"

#include <random>

#include "tests/unit/cardreader/virtual_card.hpp"

namespace dactyl {
namespace {

Result<IdCard> read(const VirtualCardOptions& options) {
    VirtualChannel card({holder_object(), prints_object(print_of_nobody()), options});
    return read_id_card(card);
}

void expect_whole(const Result<IdCard>& card) {
    ASSERT_TRUE(card) << card.error().message;
    EXPECT_EQ(card->holder.id_number, "119999190001010011");
    EXPECT_EQ(card->holder.name, "\xF0\xA0\x80\x80");
    EXPECT_EQ(card->holder.birth, "19000101");
    ASSERT_EQ(card->prints.size(), 1U);
    EXPECT_EQ(card->prints[0].minutiae.size(), 60U);
    EXPECT_EQ(card->prints[0].position, FingerPosition::kRightIndex);
}

TEST(IdCard, IsReadFromCardsOfEveryKind) {
    for (const bool files : {true, false}) {
        for (const bool extended : {true, false}) {
            for (const bool keeps_back : {true, false}) {
                for (const std::size_t most : {std::size_t{65'536}, std::size_t{100}}) {
                    SCOPED_TRACE(testing::Message() << files << extended << keeps_back << most);
                    expect_whole(read({Fault::kNone, files, extended, keeps_back, most}));
                }
            }
        }
    }
}

TEST(IdCard, FaultsAreToldApart) {
    const std::pair<Fault, ErrorCode> faults[] = {{Fault::kWrongApplication, ErrorCode::kNotFound},
                                                  {Fault::kTorn, ErrorCode::kCorrupt},
                                                  {Fault::kPulledOut, ErrorCode::kDeviceUnavailable},
                                                  {Fault::kLongLength, ErrorCode::kCorrupt},
                                                  {Fault::kHugeLength, ErrorCode::kCorrupt},
                                                  {Fault::kEndless, ErrorCode::kCorrupt},
                                                  {Fault::kNoStatus, ErrorCode::kCorrupt}};
    for (const auto& [fault, code] : faults) {
        const auto card = read({fault, true, true, false, 65'536});
        ASSERT_FALSE(card) << static_cast<int>(fault);
        EXPECT_EQ(card.error().code, code) << static_cast<int>(fault) << card.error().message;
    }
}

TEST(IdCard, Gb18030IsReadAsUtf8) {
    const auto holder = decode_holder(holder_object(true));
    ASSERT_TRUE(holder) << holder.error().message;
    EXPECT_EQ(holder->name, "\xF0\xA0\x80\x80");
}

TEST(IdCard, DamagedObjectsNeverGetThroughAsSomethingElse) {
    std::mt19937 random(5);
    const CardBytes good = prints_object(print_of_nobody());
    for (int i = 0; i < 2000; ++i) {
        CardBytes bytes = good;
        bytes[random() % bytes.size()] = static_cast<std::uint8_t>(random());
        if (i % 3 == 0) bytes.resize(random() % bytes.size());
        const auto prints = decode_prints(bytes);
        if (!prints) continue;
        for (const Template& print : *prints) EXPECT_LE(print.minutiae.size(), 85U);
    }
}

TEST(IdCard, DatesAreChecked) {
    EXPECT_EQ(decode_holder(tlv(0x65, tlv(0x5F2B, bytes_of("1900-01-")))).error().code, ErrorCode::kCorrupt);
    EXPECT_TRUE(decode_holder(tlv(0x65, {})));
}

TEST(IdCard, PrivateFormsAreRefused) {
    const auto group = tlv(0x7F61, tlv(0x7F60, tlv(0xA1, tlv(0x87, {0x12, 0x34})) + tlv(0x5F2E, {1})));
    EXPECT_EQ(decode_prints(group).error().code, ErrorCode::kUnsupportedFormat);
    EXPECT_EQ(decode_prints(tlv(0x7F61, {})).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace dactyl
