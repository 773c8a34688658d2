#include "engine/cli/demo_people.hpp"

#include <set>

namespace dactyl::cli {
namespace {

TEST(DemoPeople, NumbersAreValidAndDifferent) {
    std::set<std::string> numbers;
    for (int index = 0; index < kMostDemoPeople; ++index) {
        const DemoPerson person = demo_person(index);
        EXPECT_TRUE(numbers.insert(person.number.number()).second) << index;
        for (const DemoCard& card : person.cards) {
            EXPECT_TRUE(check_card_number(card.kind, card.number)) << index;
            EXPECT_TRUE(numbers.insert(card.number).second) << index;
        }
    }
}

TEST(DemoPeople, BelongToNobody) {
    const DemoPerson person = demo_person(11);
    EXPECT_EQ(person.number.number().substr(0, 6), "119999") << "a district that was never assigned";
    EXPECT_EQ(person.cards[0].number.substr(0, 6), "999999") << "an issuer that does not exist";
}

}  // namespace
}  // namespace dactyl::cli
