#include "engine/accounts/resident_id.hpp"

#include <random>

namespace dactyl {
namespace {

using namespace std::chrono_literals;

ErrorCode error_of(std::string_view text) {
    const auto id = ResidentId::parse(text);
    EXPECT_FALSE(id) << "accepted";
    return id ? ErrorCode::kInternal : id.error().code;
}

std::string with_check(const std::string& body) { return body + ResidentId::check_character(body).value(); }

std::string random_number(std::mt19937& random) {
    const auto digits = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
    std::string body = "110105" + std::to_string(digits(1900, 2020));
    for (const int part : {digits(1, 12), digits(1, 28)}) body += (part < 10 ? "0" : "") + std::to_string(part);
    const int order = digits(0, 999);
    return with_check(body + std::string(order < 10 ? "00" : order < 100 ? "0" : "") + std::to_string(order));
}

TEST(ResidentId, TakesTheExamplesOfTheStandard) {
    // GB 11643-1999, clause 4.4.
    for (const std::string_view text : {"11010519491231002X", "440524188001010014"}) {
        const auto id = ResidentId::parse(text);
        ASSERT_TRUE(id);
        EXPECT_EQ(id->number(), text);
    }
    EXPECT_EQ(ResidentId::parse("11010519491231002X")->birth_date(), 1949y / 12 / 31);
}

TEST(ResidentId, TakesASmallXForALargeOne) {
    EXPECT_EQ(ResidentId::parse("11010519491231002x")->number(), "11010519491231002X");
}

TEST(ResidentId, ShowsThreeAndFourCharacters) {
    EXPECT_EQ(ResidentId::parse("11010519491231002X")->masked(), "110***********002X");
}

TEST(ResidentId, RefusesWrongShapes) {
    for (const std::string_view text : {"", "1", "11010519491231002", "11010519491231002XX", "1101051949123100 X",
                                        "X1010519491231002X", "11010519491231002Y", "１１０１０５",
                                        "11010519491231\0"
                                        "02X",
                                        "-1010519491231002X"}) {
        EXPECT_EQ(error_of(text), ErrorCode::kBadNumber) << text.size();
    }
}

TEST(ResidentId, RefusesRegionsThatDoNotExist) {
    for (const std::string_view province : {"00", "01", "10", "16", "20", "38", "47", "55", "66", "70", "80", "99"}) {
        EXPECT_EQ(error_of(with_check(std::string(province) + "010519491231002")), ErrorCode::kBadNumber);
    }
}

TEST(ResidentId, RefusesDatesThatDoNotExist) {
    for (const std::string_view date :
         {"19490001", "19491301", "19490100", "19490132", "19490229", "19000229", "21000229", "17991231", "22000101"}) {
        EXPECT_EQ(error_of(with_check("110105" + std::string(date) + "002")), ErrorCode::kBadNumber) << date;
    }
    EXPECT_TRUE(ResidentId::parse(with_check("11010520000229002")));
}

TEST(ResidentId, FindsEveryWrongCharacter) {
    std::mt19937 random(11643);
    for (int round = 0; round < 200; ++round) {
        const std::string number = random_number(random);
        ASSERT_TRUE(ResidentId::parse(number));
        for (std::size_t i = 0; i < number.size(); ++i) {
            for (const char c : std::string_view("0123456789X")) {
                if (c == number[i] || (c == 'X' && i != 17)) continue;
                std::string wrong = number;
                wrong[i] = c;
                EXPECT_FALSE(ResidentId::parse(wrong)) << "position " << i;
            }
        }
    }
}

TEST(ResidentId, FindsEveryTranspositionOfNeighbours) {
    std::mt19937 random(7064);
    for (int round = 0; round < 500; ++round) {
        const std::string number = random_number(random);
        for (std::size_t i = 0; i + 1 < number.size(); ++i) {
            std::string wrong = number;
            std::swap(wrong[i], wrong[i + 1]);
            EXPECT_EQ(ResidentId::parse(wrong).has_value(), wrong == number) << "position " << i;
        }
    }
}

TEST(ResidentId, OneBodyInElevenChecksWithX) {
    std::mt19937 random(2);
    std::map<char, int> seen;
    for (int round = 0; round < 3000; ++round) ++seen[random_number(random).back()];
    EXPECT_EQ(seen.size(), 11U);
    EXPECT_GT(seen['X'], 100);
}

TEST(ResidentId, MessagesDoNotRepeatTheNumber) {
    for (const std::string_view text : {"110105194912310021", "11010519491331002X", "99010519491231002X"}) {
        const auto id = ResidentId::parse(text);
        ASSERT_FALSE(id);
        EXPECT_EQ(id.error().message.find(text.substr(0, 6)), std::string::npos);
    }
}

TEST(ResidentId, CheckCharacterNeedsSeventeenDigits) {
    for (const std::string_view body : {"", "1101051949123100", "110105194912310021", "1101051949123100x"}) {
        EXPECT_EQ(ResidentId::check_character(body).error().code, ErrorCode::kBadNumber);
    }
}

TEST(ResidentId, NeverCrashesOnRandomBytes) {
    std::mt19937 random(3);
    for (int round = 0; round < 20'000; ++round) {
        std::string text(random() % 24, '\0');
        for (char& c : text) c = static_cast<char>(random());
        EXPECT_FALSE(ResidentId::parse(text));
    }
}

}  // namespace
}  // namespace dactyl
