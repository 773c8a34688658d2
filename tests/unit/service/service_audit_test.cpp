#include "tests/unit/service/service_fixture.hpp"

namespace dactyl {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class ServiceAudit : public ServiceTest {
  protected:
    ServiceAudit() : ServiceTest({.max_attempts = 2, .lockout = 60s}) { EXPECT_TRUE(enroll(1, 11)); }

    // The trail since the last call, as "event:outcome".
    std::vector<std::string> news() {
        std::vector<std::string> said;
        const auto entries = service.audit_trail(seen_, 1000).value();
        for (const AuditEntry& entry : entries) {
            said.push_back(std::string(to_string(entry.event)) + ":" + std::string(to_string(entry.outcome)));
            seen_ = entry.sequence;
        }
        return said;
    }

  private:
    std::int64_t seen_ = 0;
};

TEST_F(ServiceAudit, ChangesAreWrittenDown) {
    EXPECT_THAT(news(), ElementsAre("enrolled:done"));
    const auto number = number_of_nobody(1);
    ASSERT_TRUE(link(1, "purse"));
    ASSERT_TRUE(service.set_card_status(number, "purse", CardStatus::kFrozen));
    ASSERT_TRUE(service.set_card_status(number, "purse", CardStatus::kActive));
    ASSERT_TRUE(service.unlink_card(number, "purse"));
    EXPECT_THAT(news(), ElementsAre("card-linked:done", "card-frozen:done", "card-thawed:done", "card-unlinked:done"));
    ASSERT_TRUE(service.erase(number));
    EXPECT_THAT(news(), ElementsAre("erased:done"));
    EXPECT_FALSE(service.erase(number));
    EXPECT_FALSE(link(1, "purse"));
    EXPECT_THAT(news(), ElementsAre());
    EXPECT_TRUE(service.verify_audit()->intact());
}

TEST_F(ServiceAudit, RecognitionsAreWrittenDown) {
    ASSERT_TRUE(link(1, "purse"));
    (void)news();
    (void)verify(1, {.finger = 11, .impression = 2});
    EXPECT_THAT(news(), ElementsAre("attempt:done", "verification:done"));
    (void)unlock(1, {.finger = 11, .impression = 2}, "purse");
    EXPECT_THAT(news(), ElementsAre("attempt:done", "unlocking:done"));
    (void)identify({.finger = 11});
    (void)identify({.finger = 12});
    (void)identify({.finger = 12, .quality = 0});
    EXPECT_THAT(news(), ElementsAre("identification:done", "identification:refused", "identification:retry"));
    (void)verify(1, {.finger = 12});
    (void)verify(1, {.finger = 12, .quality = 0});
    (void)verify(1, {.finger = 11});
    EXPECT_THAT(news(), ElementsAre("attempt:done", "verification:refused", "attempt:done", "verification:retry",
                                    "attempt:locked"));
}

TEST_F(ServiceAudit, EntriesNameCallerHolderCardAndTime) {
    const auto card = link(1, "purse").value();
    const Caller caller = {"terminal 7", "payment"};
    ASSERT_TRUE(service.unlock(number_of_nobody(1), picture_of({.finger = 11}), "purse", caller));
    const auto history = service.history(number_of_nobody(1)).value();
    ASSERT_FALSE(history.empty());
    const AuditEntry& last = history.back();
    EXPECT_EQ(last.event, AuditEvent::kUnlocking);
    EXPECT_EQ(last.caller.actor, "terminal 7");
    EXPECT_EQ(last.caller.purpose, "payment");
    EXPECT_EQ(last.card, card.id);
    EXPECT_EQ(last.at, now);
}

TEST_F(ServiceAudit, AHistoryIsOfOneHolder) {
    ASSERT_TRUE(enroll(2, 12));
    const auto history = service.history(number_of_nobody(2)).value();
    ASSERT_EQ(history.size(), 1U);
    EXPECT_EQ(history.front().holder, HolderId(2));
    EXPECT_EQ(service.history(number_of_nobody(3)).error().code, ErrorCode::kNotFound);
}

TEST_F(ServiceAudit, CallersAreChecked) {
    const Caller wrong = {"line\nbreak", ""};
    EXPECT_EQ(service.identify(picture_of({.finger = 11}), wrong).error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(service.erase(number_of_nobody(1), wrong).error().code, ErrorCode::kInvalidArgument);
    EXPECT_TRUE(service.holder(number_of_nobody(1)));
}

}  // namespace
}  // namespace dactyl
