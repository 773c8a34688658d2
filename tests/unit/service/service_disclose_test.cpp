#include "engine/accounts/one_time_code.hpp"
#include "tests/unit/service/service_fixture.hpp"

namespace dactyl {
namespace {

using namespace std::chrono_literals;

const std::string kAddress = "17 Nowhere Lane";

class ServiceDisclose : public ServiceTest {
  protected:
    ServiceDisclose() {
        EXPECT_TRUE(enroll(1, 11));
        EXPECT_TRUE(service.set_hidden(number_of_nobody(1), {{PersonalField::kAddress, kAddress}}));
        const auto address =
            service.put_role({"registrar",
                              {"correction", "letter"},
                              {PersonalField::kAddress, PersonalField::kPhone, PersonalField::kRecords}});
        EXPECT_TRUE(address);
        secret = secret_of(*address).value();
    }
    std::string code() const {
        return one_time_code(secret, std::chrono::floor<std::chrono::seconds>(now).time_since_epoch() / 30s).value();
    }
    DisclosureRequest question() const {
        return {number_of_nobody(1), "registrar", code(), "letter", {PersonalField::kAddress}};
    }
    ErrorCode refused(const DisclosureRequest& request) {
        const auto answer = service.disclose(request);
        return answer ? ErrorCode::kInternal : answer.error().code;
    }

    Bytes secret;
};

TEST_F(ServiceDisclose, ARoleOpensWhatItMayAndTheHolderSeesIt) {
    const auto opened = service.disclose(question(), {"desk 4", ""});
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_EQ(opened->texts, (std::map<PersonalField, std::string>{{PersonalField::kAddress, kAddress}}));
    const auto history = service.history(number_of_nobody(1)).value();
    EXPECT_EQ(history.back().event, AuditEvent::kDisclosure);
    EXPECT_EQ(history.back().outcome, AuditOutcome::kDone);
    EXPECT_EQ(history.back().caller.actor, "registrar at desk 4");
    EXPECT_EQ(history.back().caller.purpose, "letter");
}

TEST_F(ServiceDisclose, EverythingThatDoesNotFitIsRefusedAlikeAndWrittenDown) {
    for (auto change :
         {+[](DisclosureRequest& r) { r.role = "king"; }, +[](DisclosureRequest& r) { r.code = "00000000"; },
          +[](DisclosureRequest& r) { r.purpose = "curiosity"; },
          +[](DisclosureRequest& r) { r.fields = {PersonalField::kNumber}; },
          +[](DisclosureRequest& r) { r.fields = {}; }}) {
        now += 30s;  // each code is taken once
        DisclosureRequest wrong = question();
        change(wrong);
        const auto answer = service.disclose(wrong);
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().code, ErrorCode::kNotAllowed);
        EXPECT_EQ(answer.error().message.find("king"), std::string::npos);
        EXPECT_EQ(service.history(number_of_nobody(1))->back().outcome, AuditOutcome::kRefused);
    }
}

TEST_F(ServiceDisclose, ACodeIsTakenOnce) {
    EXPECT_TRUE(service.disclose(question()));
    EXPECT_EQ(refused(question()), ErrorCode::kNotAllowed);
    now += 30s;
    EXPECT_TRUE(service.disclose(question()));
}

TEST_F(ServiceDisclose, GuessingCodesLocksTheRole) {
    DisclosureRequest guess = question();
    guess.code = "00000000";
    for (int i = 0; i < policy.max_attempts; ++i) EXPECT_EQ(refused(guess), ErrorCode::kNotAllowed);
    EXPECT_EQ(refused(question()), ErrorCode::kNotAllowed);
    service = open();
    EXPECT_EQ(refused(question()), ErrorCode::kNotAllowed);
    now += policy.lockout;
    EXPECT_TRUE(service.disclose(question()));
}

TEST_F(ServiceDisclose, AWithdrawnRoleOpensNothing) {
    ASSERT_TRUE(service.remove_role("registrar"));
    EXPECT_EQ(refused(question()), ErrorCode::kNotAllowed);
    EXPECT_TRUE(service.roles()->empty());
}

TEST_F(ServiceDisclose, ATerminalWithoutTheSecondKeyOpensNothing) {
    std::filesystem::remove(location.hidden_key());
    service = open();
    EXPECT_EQ(refused(question()), ErrorCode::kKeyUnusable);
    EXPECT_EQ(service.set_hidden(number_of_nobody(1), {}).error().code, ErrorCode::kKeyUnusable);
    ASSERT_TRUE(link(1, "purse"));
    EXPECT_TRUE(std::holds_alternative<Grant>(unlock(1, {.finger = 11}, "purse"))) << "and unlocks all the same";
}

TEST_F(ServiceDisclose, VoluntaryRecordsNeedTheHoldersConsentAndAreListedToNobodyElse) {
    const ResidentId number = number_of_nobody(1);
    EXPECT_EQ(service.add_record(number, VoluntaryKind::kBloodGroup, "AB").error().code, ErrorCode::kNotAllowed);
    ASSERT_TRUE(service.set_consent(number, ConsentPurpose::kExtraRecords, true));
    const auto id = service.add_record(number, VoluntaryKind::kBloodGroup, "AB");
    ASSERT_TRUE(id);
    DisclosureRequest request = question();
    request.fields = {PersonalField::kRecords};
    ASSERT_EQ(service.disclose(request)->records.size(), 1U);
    EXPECT_EQ(service.export_holder(number)->records.front().text, "AB");
    ASSERT_TRUE(service.set_consent(number, ConsentPurpose::kExtraRecords, false));
    now += 30s;
    request.code = code();
    EXPECT_TRUE(service.disclose(request)->records.empty()) << "a withdrawal counts at once";
    EXPECT_TRUE(service.remove_record(number, *id));
    EXPECT_EQ(service.remove_record(number, *id).error().code, ErrorCode::kNotFound);
}

TEST_F(ServiceDisclose, AnExportShowsTheHolderTheirHiddenFields) {
    EXPECT_EQ(service.export_holder(number_of_nobody(1))->hidden.at(PersonalField::kAddress), kAddress);
}

}  // namespace
}  // namespace dactyl
