#include "tests/unit/service/service_fixture.hpp"

namespace dactyl {
namespace {

class ServicePrivacy : public ServiceTest {
  protected:
    ServicePrivacy() {
        EXPECT_TRUE(enroll(1, 11));
        EXPECT_TRUE(enroll(2, 12));
    }
    void withdraw(ConsentPurpose purpose) { ASSERT_TRUE(service.set_consent(number_of_nobody(1), purpose, false)); }
    void give(ConsentPurpose purpose) { ASSERT_TRUE(service.set_consent(number_of_nobody(1), purpose, true)); }
};

TEST_F(ServicePrivacy, EveryPurposeIsAskedForAtEnrolment) {
    const auto statements = service.consents(number_of_nobody(1)).value();
    EXPECT_EQ(statements.size(), kConsentPurposes.size());
    EXPECT_TRUE(is_given(statements, ConsentPurpose::kUnlock));
    EXPECT_TRUE(is_given(statements, ConsentPurpose::kIdentification));
    EXPECT_TRUE(is_given(statements, ConsentPurpose::kDeduplication));
    EXPECT_FALSE(is_given(statements, ConsentPurpose::kResearch));
    EXPECT_EQ(statements.front().wording, "1");
    EXPECT_EQ(statements.front().at, now);
}

TEST_F(ServicePrivacy, WithoutConsentTheyAreAnsweredLikeSomebodyUnknown) {
    ASSERT_TRUE(link(1, "purse"));
    withdraw(ConsentPurpose::kUnlock);
    EXPECT_EQ(as<Refused>(verify(1, {.finger = 11})).reason, Refused::Reason::kNoMatch);
    EXPECT_EQ(as<Refused>(unlock(1, {.finger = 11}, "purse")).reason, Refused::Reason::kNoMatch);
    EXPECT_TRUE(std::holds_alternative<Recognised>(verify(2, {.finger = 12})));
    give(ConsentPurpose::kUnlock);
    EXPECT_TRUE(std::holds_alternative<Recognised>(verify(1, {.finger = 11})));
}

TEST_F(ServicePrivacy, WhoDoesNotWantToBeFoundIsNotFound) {
    ASSERT_TRUE(std::holds_alternative<Recognised>(identify({.finger = 11})));
    withdraw(ConsentPurpose::kIdentification);
    EXPECT_TRUE(std::holds_alternative<Refused>(identify({.finger = 11})));
    EXPECT_TRUE(std::holds_alternative<Recognised>(identify({.finger = 12})));
    EXPECT_TRUE(std::holds_alternative<Recognised>(verify(1, {.finger = 11})));
    give(ConsentPurpose::kIdentification);
    EXPECT_TRUE(std::holds_alternative<Recognised>(identify({.finger = 11})));
}

TEST_F(ServicePrivacy, WhoDoesNotWantToBeComparedWithNewcomersIsNot) {
    ASSERT_FALSE(enroll(3, 11));
    withdraw(ConsentPurpose::kDeduplication);
    EXPECT_TRUE(enroll(3, 11));
}

TEST_F(ServicePrivacy, AnotherServiceHeedsAWithdrawalAtOnce) {
    Service other = open();
    ASSERT_TRUE(other.load_gallery());
    withdraw(ConsentPurpose::kIdentification);
    EXPECT_TRUE(std::holds_alternative<Refused>(other.identify(picture_of({.finger = 11}))->answer));
}

TEST_F(ServicePrivacy, StatementsAreCheckedAndWrittenDown) {
    EXPECT_EQ(service.set_consent(number_of_nobody(9), ConsentPurpose::kUnlock, true).error().code,
              ErrorCode::kNotFound);
    EXPECT_EQ(service.set_consent(number_of_nobody(1), ConsentPurpose::kUnlock, true, {"", "web"}).error().code,
              ErrorCode::kInvalidArgument);
    withdraw(ConsentPurpose::kResearch);
    const auto history = service.history(number_of_nobody(1)).value();
    EXPECT_EQ(history.back().event, AuditEvent::kConsentWithdrawn);
}

TEST_F(ServicePrivacy, AnExportHoldsEverything) {
    ASSERT_TRUE(link(1, "purse"));
    const auto all = service.export_holder(number_of_nobody(1), {"counter 3", "access request"});
    ASSERT_TRUE(all);
    EXPECT_EQ(all->number, number_of_nobody(1).number());
    EXPECT_EQ(all->name, "Nobody 1");
    EXPECT_EQ(all->record.fingers.size(), 2U);
    ASSERT_EQ(all->card_numbers.size(), 1U);
    EXPECT_EQ(all->card_numbers.front(), "SHOP00000001");
    EXPECT_EQ(all->consents.size(), kConsentPurposes.size());
    EXPECT_EQ(all->history.back().event, AuditEvent::kDisclosure);
    EXPECT_EQ(all->history.back().caller.purpose, "access request");
    EXPECT_EQ(service.export_holder(number_of_nobody(9)).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace dactyl
