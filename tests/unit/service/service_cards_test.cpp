#include "tests/unit/service/service_fixture.hpp"

namespace dactyl {
namespace {

class ServiceCards : public ServiceTest {
  protected:
    ServiceCards() {
        EXPECT_TRUE(enroll(1, 11));
        EXPECT_TRUE(enroll(2, 12));
    }
    Result<Card> link_debit(int person, const std::string& number, const std::string& alias = "") {
        return service.link_card(number_of_nobody(person),
                                 {.kind = CardKind::kDebit, .number = number, .alias = alias, .fingers = {}});
    }
};

TEST_F(ServiceCards, ACardIsLinkedAndListed) {
    const auto card = link_debit(1, "4111 1111 1111 1111", "purse");
    ASSERT_TRUE(card);
    EXPECT_EQ(card->last_four, "1111");
    EXPECT_EQ(card->alias, "purse");
    const auto cards = service.cards(number_of_nobody(1));
    ASSERT_EQ(cards->size(), 1U);
    EXPECT_EQ(cards->front().id, card->id);
    EXPECT_TRUE(service.cards(number_of_nobody(2))->empty());
}

TEST_F(ServiceCards, WithoutAnAliasTheKindNamesIt) {
    EXPECT_EQ(link_debit(1, "4111111111111111")->alias, "debit");
    EXPECT_EQ(link_debit(1, "5555555555554444")->alias, "debit-2");
    EXPECT_EQ(link_debit(1, "378282246310005")->alias, "debit-3");
}

TEST_F(ServiceCards, WrongRequestsAreToldApart) {
    ASSERT_TRUE(link_debit(1, "4111111111111111", "purse"));
    EXPECT_EQ(link_debit(3, "5555555555554444").error().code, ErrorCode::kNotFound);
    EXPECT_EQ(link_debit(1, "5555555555554445").error().code, ErrorCode::kBadCheckDigit);
    EXPECT_EQ(link_debit(1, "12").error().code, ErrorCode::kBadNumber);
    EXPECT_EQ(link_debit(1, "5555555555554444", "purse").error().code, ErrorCode::kAlreadyExists);
    EXPECT_EQ(link_debit(2, "4111111111111111").error().code, ErrorCode::kAlreadyExists);
    EXPECT_EQ(link_debit(1, "5555555555554444", "a\tb").error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(link_debit(1, "5555555555554444", std::string(65, 'a')).error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(link(1, "spare", {FingerId(999)}).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(link(1, "spare", {fingers_of(2).front()}).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(service.cards(number_of_nobody(1))->size(), 1U);
}

TEST_F(ServiceCards, ACardIsFrozenThawedAndUnlinked) {
    ASSERT_TRUE(link(1, "purse"));
    const auto number = number_of_nobody(1);
    EXPECT_EQ(service.set_card_status(number, "purse", CardStatus::kFrozen)->status, CardStatus::kFrozen);
    EXPECT_EQ(service.cards(number)->front().status, CardStatus::kFrozen);
    EXPECT_EQ(service.set_card_status(number, "purse", CardStatus::kActive)->status, CardStatus::kActive);
    EXPECT_EQ(service.set_card_status(number, "none", CardStatus::kFrozen).error().code, ErrorCode::kNotFound);
    EXPECT_TRUE(service.unlink_card(number, "purse"));
    EXPECT_EQ(service.unlink_card(number, "purse").error().code, ErrorCode::kNotFound);
    EXPECT_TRUE(service.cards(number)->empty());
}

}  // namespace
}  // namespace dactyl
