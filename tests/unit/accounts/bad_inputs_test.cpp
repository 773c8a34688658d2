// 10 000 generated inputs, few of them good: each is refused or stored exactly as it came, on every database.
#include <map>
#include <random>

#include "engine/accounts/person_name.hpp"
#include "tests/unit/accounts/store_fixture.hpp"

namespace dactyl {
namespace {

constexpr int kInputs = 10'000;

constexpr std::array<std::string_view, 22> kFragments = {"'; DROP TABLE holders; --",
                                                         "\" OR 1=1 --",
                                                         "$1",
                                                         "%s%n",
                                                         "\\x00",
                                                         "NULL",
                                                         "110105199001011234",
                                                         "19900230",
                                                         "4111111111111111",
                                                         "passport:CHNE12345678",
                                                         "foreign-resident:9",
                                                         "\xF0\xA0\xAE\xB7",  // beyond the BMP
                                                         "\xE7\xBC\x96",      // Han
                                                         "e\xCC\x81",         // not normalised
                                                         "\xB0\xD9\xBA\xC5",  // GB 18030
                                                         "\xE9t\xE9",         // Latin-1
                                                         "\xFF\xFE\x41\x00",  // UTF-16
                                                         "\xC0\x80",          // overlong
                                                         "\xED\xA0\x80",      // a surrogate
                                                         "\xF4\x90\x80\x80",  // past the last code point
                                                         "\xE2\x80\xAE",      // right to left
                                                         "\n"};

// Fragments, random bytes and letters, up to far more than any field takes.
std::string input(std::mt19937& random) {
    std::string text;
    const int parts = 1 + static_cast<int>(random() % 4);
    for (int part = 0; part < parts; ++part) {
        switch (random() % 5) {
            case 0:
            case 1:
                text += kFragments[random() % kFragments.size()];
                break;
            case 2:
                for (auto left = random() % 20; left > 0; --left) text += static_cast<char>(random());
                break;
            case 3:
                for (auto left = random() % 20; left > 0; --left) text += static_cast<char>('0' + random() % 10);
                break;
            default:
                text += std::string(random() % 12 == 0 ? random() % 5000 : random() % 30, 'a');
        }
    }
    return text;
}

class BadInputs : public OnEveryStore {
  protected:
    BadInputs() : hidden(generate_master_key().value()) {}
    MasterKey hidden;
};

TEST_P(BadInputs, AreRefusedOrStoredExactly) {
    auto repository = Repository::open(path, master, {}, &hidden).value();
    std::mt19937 random(10);
    std::map<HolderId, std::string> names;
    std::map<HolderId, std::string> addresses;
    std::map<std::string, HolderId> numbers;
    int person = 0;
    int refused = 0;
    for (int i = 0; i < kInputs;) {
        auto change = repository.change();
        ASSERT_TRUE(change);
        for (const int end = std::min(kInputs, i + 500); i < end; ++i) {
            const std::string text = input(random);
            const auto number = IdentityNumber::from_text(text);
            for (const CardKind kind :
                 {CardKind::kDebit, CardKind::kSocialSecurity, CardKind::kTransit, CardKind::kOther}) {
                (void)check_card_number(kind, text);
            }
            // What does not pass the checks must not change anything either.
            if (!check_text(text, "the name", kLongestName) || !check_hidden({{PersonalField::kAddress, text}})) {
                ++refused;
                if (!check_hidden({{PersonalField::kAddress, text}})) {
                    EXPECT_FALSE(change->set_hidden_fields(HolderId(1), {{PersonalField::kAddress, text}}));
                }
                EXPECT_FALSE(change->add_consent(HolderId(1), {ConsentPurpose::kResearch, true, {}, text, text}));
                continue;
            }
            if (number && numbers.contains(number->text())) continue;
            const auto holder =
                change->add_person(number ? *number : IdentityNumber(number_of_nobody(person++)), text, text);
            ASSERT_TRUE(holder) << holder.error().message;
            if (number) numbers[number->text()] = *holder;
            names[*holder] = text;
            ASSERT_TRUE(change->set_hidden_fields(*holder, {{PersonalField::kAddress, text}}));
            addresses[*holder] = text;
        }
        ASSERT_TRUE(change->commit());
    }
    EXPECT_GT(refused, 1000);
    EXPECT_GT(names.size(), 1000U);
    for (const auto& [holder, name] : names) {
        const auto stored = repository.person(holder);
        ASSERT_TRUE(stored);
        EXPECT_EQ(stored->name, name);
        EXPECT_EQ(stored->household, name);
        EXPECT_EQ(repository.hidden_fields(holder)->at(PersonalField::kAddress), addresses[holder]);
    }
    for (const auto& [number, holder] : numbers) {
        EXPECT_EQ(repository.find_holder(IdentityNumber::from_text(number).value()).value(), holder);
    }
    EXPECT_TRUE(repository.check());
}

DACTYL_ON_EVERY_STORE(BadInputs);

}  // namespace
}  // namespace dactyl
