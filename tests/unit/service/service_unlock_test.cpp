// What a card asks for beyond a finger: amounts, hours, terminals, second fingers, PINs, duress.
#include "tests/unit/service/service_fixture.hpp"

namespace dactyl {
namespace {

using namespace std::chrono_literals;

constexpr PrintOfNobody kThumb = {.finger = 11, .impression = 4};
constexpr PrintOfNobody kIndex = {.finger = 13, .impression = 4};
constexpr PrintOfNobody kPartner = {.finger = 12, .impression = 4};
constexpr PrintOfNobody kStranger = {.finger = 99};
const std::string kPin = "274918";

// Person 1 with fingers 11 and 13 and a purse that both open; person 2 with finger 12.
class ServiceUnlock : public ServiceTest {
  protected:
    ServiceUnlock() {
        EXPECT_TRUE(enroll(1, 11, FingerPosition::kRightThumb));
        EXPECT_TRUE(enroll(1, 13, FingerPosition::kRightIndex));
        EXPECT_TRUE(enroll(2, 12));
        EXPECT_TRUE(link(1, "purse"));
    }
    void rule(const CardPolicy& rules, const std::string& card = "purse") {
        const auto set = service.set_card_details(number_of_nobody(1), card, {.policy = rules});
        ASSERT_TRUE(set) << set.error().message;
    }
    UnlockAnswer ask(const PrintOfNobody& print, const GrantPurpose& purpose = {},
                     std::optional<PrintOfNobody> second = {}) {
        const GrayImage first = picture_of(print);
        UnlockRequest request{number_of_nobody(1), first.view(), {}, "purse", purpose};
        GrayImage other = picture_of(second.value_or(PrintOfNobody{}));
        if (second) request.second_print = other.view();
        return service.unlock(request)->answer;
    }
    static bool granted(const UnlockAnswer& answer) { return std::holds_alternative<Grant>(answer); }
    static Refused::Reason reason(const UnlockAnswer& answer) { return as<Refused>(answer).reason; }
};

TEST_F(ServiceUnlock, AmountsTerminalsAndHoursAreKept) {
    rule({.max_amount = 500, .open_from = 8 * 60, .open_until = 20 * 60, .terminals = {"till 1"}});
    const GrantPurpose right = {"till 1", {}, 500};
    now = std::chrono::sys_days(std::chrono::year(2027) / 3 / 1) + 4h;  // noon at UTC+8
    EXPECT_TRUE(granted(ask(kThumb, right)));
    EXPECT_EQ(reason(ask(kThumb, {"till 1", {}, 501})), Refused::Reason::kNotPermitted);
    EXPECT_EQ(reason(ask(kThumb, {"till 2", {}, 1})), Refused::Reason::kNotPermitted);
    EXPECT_EQ(reason(ask(kStranger, {"till 2", {}, 1})), Refused::Reason::kNoMatch)
        << "rules are the holder's business";
    now += 8h;
    EXPECT_EQ(reason(ask(kThumb, right)), Refused::Reason::kNotPermitted);
}

TEST_F(ServiceUnlock, LostAndExpiredCardsStayShut) {
    ASSERT_TRUE(service.set_card_details(number_of_nobody(1), "purse", {.expires = std::chrono::year(2027) / 3}));
    now = std::chrono::sys_days(std::chrono::year(2027) / 3 / 31) + 12h;
    EXPECT_TRUE(granted(ask(kThumb)));
    now += 24h;
    EXPECT_EQ(reason(ask(kThumb)), Refused::Reason::kCardExpired);
    ASSERT_TRUE(service.set_card_status(number_of_nobody(1), "purse", CardStatus::kLost));
    EXPECT_EQ(reason(ask(kThumb)), Refused::Reason::kCardLost);
    EXPECT_EQ(service.set_card_status(number_of_nobody(1), "purse", CardStatus::kActive).error().code,
              ErrorCode::kNotAllowed);
}

TEST_F(ServiceUnlock, ASecondFingerIsAnotherOne) {
    rule({.second_finger = true});
    EXPECT_EQ(reason(ask(kThumb)), Refused::Reason::kSecondFingerNeeded);
    EXPECT_EQ(reason(ask(kThumb, {}, kThumb)), Refused::Reason::kNoMatch);
    EXPECT_EQ(reason(ask(kThumb, {}, kPartner)), Refused::Reason::kNoMatch);
    EXPECT_TRUE(granted(ask(kThumb, {}, kIndex)));
    EXPECT_TRUE(granted(ask(kIndex, {}, kThumb)));
}

TEST_F(ServiceUnlock, FingersAreBoundLater) {
    ASSERT_TRUE(link(1, "wallet", {fingers_of(1)[0]}));
    const auto open_wallet = [&] { return unlock(1, kIndex, "wallet"); };
    EXPECT_EQ(reason(open_wallet()), Refused::Reason::kNoMatch);
    ASSERT_TRUE(service.bind_finger(number_of_nobody(1), "wallet", fingers_of(1)[1]));
    EXPECT_TRUE(granted(open_wallet()));
    EXPECT_EQ(service.bind_finger(number_of_nobody(1), "wallet", fingers_of(1)[1]).error().code,
              ErrorCode::kAlreadyExists);
    EXPECT_EQ(service.bind_finger(number_of_nobody(1), "wallet", fingers_of(2)[0]).error().code, ErrorCode::kNotFound);
}

TEST_F(ServiceUnlock, AJointCardNeedsBothPeople) {
    ASSERT_TRUE(service.share_card(number_of_nobody(1), "purse", number_of_nobody(2)));
    EXPECT_EQ(reason(ask(kThumb)), Refused::Reason::kSecondFingerNeeded);
    EXPECT_EQ(reason(ask(kThumb, {}, kIndex)), Refused::Reason::kNoMatch);
    EXPECT_EQ(reason(ask(kPartner, {}, kThumb)), Refused::Reason::kNoMatch) << "the card is the first one's";
    EXPECT_TRUE(granted(ask(kThumb, {}, kPartner)));
    ASSERT_TRUE(service.set_consent(number_of_nobody(2), ConsentPurpose::kUnlock, false));
    EXPECT_EQ(reason(ask(kThumb, {}, kPartner)), Refused::Reason::kNoMatch);
    ASSERT_TRUE(service.erase(number_of_nobody(2)));
    EXPECT_EQ(reason(ask(kThumb, {}, kPartner)), Refused::Reason::kNoMatch);
    EXPECT_EQ(service.share_card(number_of_nobody(1), "purse", number_of_nobody(1)).error().code,
              ErrorCode::kInvalidArgument);
}

TEST_F(ServiceUnlock, ADuressFingerLooksTheSameAndOpensTheDecoy) {
    int alarms = 0;
    ServiceEnvironment world = environment();
    world.alarm = [&](HolderId, CardId, const Caller&) { ++alarms; };
    service = std::move(Service::open(location, policy, world).value());
    ASSERT_TRUE(link(1, "trinkets", {fingers_of(1)[0]}));
    const auto decoy = service.cards(number_of_nobody(1))->back();
    rule({.duress = {fingers_of(1)[1]}, .decoy = decoy.id});
    const GrantPurpose purpose = {"till 1", {}, 7};
    const auto key = service.grant_public_key().value();
    const auto claims = [&](const Grant& grant) {
        return check_grant(grant.signed_form, key, purpose, std::chrono::floor<std::chrono::seconds>(now)).value();
    };
    const auto free = as<Grant>(ask(kThumb, purpose));
    EXPECT_EQ(alarms, 0);
    const auto forced = as<Grant>(ask(kIndex, purpose));
    EXPECT_EQ(alarms, 1);
    EXPECT_EQ(forced.card.alias, free.card.alias);
    EXPECT_EQ(forced.card.last_four, free.card.last_four);
    EXPECT_EQ(forced.signed_form.size(), free.signed_form.size());
    EXPECT_NE(claims(forced).card, claims(free).card);
    const GrayImage thumb = picture_of(kThumb);
    const UnlockRequest honest{number_of_nobody(1), thumb.view(), {}, "trinkets", purpose};
    EXPECT_EQ(claims(forced).card, claims(as<Grant>(service.unlock(honest)->answer)).card);
    // The trail knows; the history, which may be looked at by force, does not.
    const auto is_duress = [](const AuditEntry& entry) { return entry.event == AuditEvent::kDuress; };
    EXPECT_TRUE(std::ranges::any_of(service.audit_trail(0, 1000).value(), is_duress));
    EXPECT_FALSE(std::ranges::any_of(service.history(number_of_nobody(1)).value(), is_duress));
    EXPECT_FALSE(std::ranges::any_of(service.export_holder(number_of_nobody(1))->history, is_duress));
}

TEST_F(ServiceUnlock, ADuressFingerWithoutADecoyOpensACardThatNobodyHas) {
    rule({.duress = {fingers_of(1)[1]}});
    const auto key = service.grant_public_key().value();
    const auto reference = [&](const PrintOfNobody& print) {
        return check_grant(as<Grant>(ask(print)).signed_form, key, {}, std::chrono::floor<std::chrono::seconds>(now))
            ->card;
    };
    EXPECT_NE(reference(kThumb), reference(kIndex));
    EXPECT_EQ(reference(kIndex), reference(kIndex));
    EXPECT_EQ(
        service.set_card_details(number_of_nobody(1), "purse", {.policy = {.duress = {FingerId(999)}}}).error().code,
        ErrorCode::kInvalidArgument);
}

TEST_F(ServiceUnlock, ThePinOpensAfterSoManyRefusedFingers) {
    rule({.pin_after_failures = 2});
    ASSERT_TRUE(service.set_card_pin(number_of_nobody(1), "purse", kPin));
    const auto pin = [&](const std::string& text, int person = 1) {
        return service.unlock_with_pin(number_of_nobody(person), "purse", text).value();
    };
    EXPECT_EQ(reason(pin(kPin)), Refused::Reason::kNoMatch) << "the finger first";
    (void)ask(kStranger);
    (void)ask(kStranger);
    EXPECT_EQ(reason(pin("111222")), Refused::Reason::kNoMatch);
    EXPECT_TRUE(granted(pin(kPin)));
    EXPECT_EQ(reason(pin(kPin, 9)), Refused::Reason::kNoMatch);
    EXPECT_EQ(service.set_card_pin(number_of_nobody(1), "purse", "123456").error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(service.unlock_with_pin(number_of_nobody(1), "", kPin).error().code, ErrorCode::kInvalidArgument);
}

TEST_F(ServiceUnlock, WrongPinsLock) {
    rule({.pin_after_failures = 1});
    ASSERT_TRUE(service.set_card_pin(number_of_nobody(1), "purse", kPin));
    (void)ask(kStranger);
    for (int i = 0; i < policy.max_attempts; ++i) {
        (void)service.unlock_with_pin(number_of_nobody(1), "purse", "111222");
    }
    EXPECT_EQ(reason(service.unlock_with_pin(number_of_nobody(1), "purse", kPin).value()), Refused::Reason::kLocked);
}

TEST_F(ServiceUnlock, ACardMayAskForMoreThanTheStore) {
    // No score reaches this rate with the few minutiae of these prints' overlap.
    policy.verify_max_fmr = 0.1;
    service = open();
    rule({.max_fmr = 1e-9});
    const bool strict = granted(ask({.finger = 11, .impression = 9}));
    rule({.max_fmr = 0.1});
    EXPECT_TRUE(granted(ask({.finger = 11, .impression = 9})) || !strict);
    EXPECT_EQ(reason(ask(kStranger)), Refused::Reason::kNoMatch);
}

TEST_F(ServiceUnlock, AnOnlineCardHoldsOnlyWhereTheStoreIsAsked) {
    rule({.offline_allowed = false});
    const auto grant = as<Grant>(ask(kThumb));
    const auto key = service.grant_public_key().value();
    EXPECT_EQ(check_grant(grant.signed_form, key, {}, std::chrono::floor<std::chrono::seconds>(now)).error().code,
              ErrorCode::kNotAllowed);
    EXPECT_TRUE(service.redeem(grant.signed_form, {}));
    EXPECT_EQ(service.redeem(grant.signed_form, {}).error().code, ErrorCode::kNotAllowed);
}

TEST_F(ServiceUnlock, AKindMeansItsDefault) {
    ASSERT_TRUE(link(1, "wallet"));
    const auto ask_kind = [&] { return service.unlock(number_of_nobody(1), picture_of(kThumb), "shopping"); };
    EXPECT_EQ(ask_kind().error().code, ErrorCode::kNotFound);
    for (const std::string card : {"purse", "wallet"}) {
        ASSERT_TRUE(service.set_card_details(number_of_nobody(1), card, {.is_default = true}));
        EXPECT_EQ(as<Grant>(ask_kind()->answer).card.alias, card);
    }
    int defaults = 0;
    const auto cards = service.cards(number_of_nobody(1)).value();
    for (const Card& card : cards) defaults += card.details.is_default;
    EXPECT_EQ(defaults, 1);
}

TEST_F(ServiceUnlock, ALostFingerOpensNothingMore) {
    const auto fingers = fingers_of(1);
    ASSERT_TRUE(service.remove_finger(number_of_nobody(1), fingers[0]));
    EXPECT_EQ(fingers_of(1), std::vector{fingers[1]});
    EXPECT_EQ(reason(ask(kThumb)), Refused::Reason::kNoMatch);
    EXPECT_TRUE(granted(ask(kIndex)));
    EXPECT_TRUE(std::holds_alternative<Refused>(identify(kThumb)));
    EXPECT_EQ(service.remove_finger(number_of_nobody(1), fingers[0]).error().code, ErrorCode::kNotFound);
}

TEST_F(ServiceUnlock, AFingerKeepsSoManyImpressions) {
    policy.max_impressions = 3;
    service = open();
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(enroll(1, 11, FingerPosition::kRightThumb));
    const auto record = service.holder(number_of_nobody(1)).value();
    const auto finger = fingers_of(1)[0];
    EXPECT_EQ(std::ranges::count(record.fingers, finger, &EnrolledFinger::finger), 3);
    EXPECT_EQ(record.fingers.front().id, finger) << "the first stays: cards know the finger by it";
    EXPECT_TRUE(granted(ask(kThumb)));
}

TEST_F(ServiceUnlock, AFingerOfAnotherMayBeHeldForReview) {
    policy.duplicates = Policy::Duplicates::kHold;
    service = open();
    const auto answer = enroll(3, 12);
    ASSERT_TRUE(answer);
    EXPECT_TRUE(as<EnrolmentReport>(*answer).held_for_review);
    EXPECT_EQ(as<Refused>(verify(3, kPartner)).reason, Refused::Reason::kNoMatch);
    EXPECT_EQ(as<Recognised>(identify(kPartner)).holder.masked_number, number_of_nobody(2).masked());
    ASSERT_TRUE(service.release(number_of_nobody(3)));
    EXPECT_EQ(service.release(number_of_nobody(3)).error().code, ErrorCode::kNotFound);
    EXPECT_TRUE(std::holds_alternative<Recognised>(verify(3, kPartner)));
    EXPECT_EQ(as<Retry>(identify(kPartner)).reason, Retry::Reason::kNotRecognised) << "two people with one finger";
}

}  // namespace
}  // namespace dactyl
