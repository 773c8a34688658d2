#include <thread>

#include "tests/unit/service/service_fixture.hpp"

namespace dactyl {
namespace {

using namespace std::chrono_literals;

constexpr PrintOfNobody kOwn = {.finger = 11, .impression = 4};
constexpr PrintOfNobody kSecond = {.finger = 13, .impression = 4};
constexpr PrintOfNobody kStranger = {.finger = 99};

// Person 1 with fingers 11 and 13, person 2 with finger 12; three attempts, one minute.
class ServiceRecognise : public ServiceTest {
  protected:
    ServiceRecognise() : ServiceTest({.max_attempts = 3, .lockout = 60s}) {
        EXPECT_TRUE(enroll(1, 11, FingerPosition::kRightIndex));
        EXPECT_TRUE(enroll(1, 13, FingerPosition::kLeftIndex));
        EXPECT_TRUE(enroll(2, 12, FingerPosition::kRightIndex));
    }
    Refused::Reason refusal(const auto& answer) { return as<Refused>(answer).reason; }
};

TEST_F(ServiceRecognise, TheRightFingerIsRecognised) {
    ASSERT_TRUE(link(1, "purse"));
    const auto answer = verify(1, kOwn);
    const auto& recognised = as<Recognised>(answer);
    EXPECT_EQ(recognised.holder.masked_number, number_of_nobody(1).masked());
    EXPECT_EQ(recognised.finger, fingers_of(1)[0]);
    ASSERT_EQ(recognised.cards.size(), 1U);
    EXPECT_EQ(recognised.cards[0].alias, "purse");
    EXPECT_EQ(as<Recognised>(verify(1, kSecond)).finger, fingers_of(1)[1]);
}

TEST_F(ServiceRecognise, SomebodyUnknownIsAnsweredLikeAWrongFingerAndLockedLikeOne) {
    ASSERT_TRUE(link(1, "purse"));
    for (int left = 2; left >= 0; --left) {
        for (const int person : {1, 9}) {
            const auto answer = unlock(person, kStranger, "purse");
            EXPECT_EQ(refusal(answer), Refused::Reason::kNoMatch);
            EXPECT_EQ(as<Refused>(answer).attempts_left, left);
        }
    }
    for (const int person : {1, 9}) EXPECT_EQ(refusal(unlock(person, kStranger, "purse")), Refused::Reason::kLocked);
    // Not even a finger of the store helps with a number that is not in it.
    EXPECT_EQ(refusal(verify(8, kOwn)), Refused::Reason::kNoMatch);
    EXPECT_EQ(refusal(verify(8, {.finger = 12})), Refused::Reason::kNoMatch);
}

TEST_F(ServiceRecognise, ATerminalThatIsRefusedTooOftenWaits) {
    policy.max_terminal_attempts = 4;
    service = open();
    const GrantPurpose till = {"till 1", {}, 0};
    const auto ask = [&](int person, const PrintOfNobody& print, const GrantPurpose& purpose) {
        return service.unlock(number_of_nobody(person), picture_of(print), "purse", purpose, {})->answer;
    };
    ASSERT_TRUE(link(1, "purse"));
    for (int person = 10; person < 14; ++person) {
        EXPECT_EQ(refusal(ask(person, kStranger, till)), Refused::Reason::kNoMatch);
    }
    EXPECT_EQ(refusal(ask(1, kOwn, till)), Refused::Reason::kLocked);
    EXPECT_EQ(refusal(service.unlock({}, picture_of(kOwn), "purse", till, {})->answer), Refused::Reason::kLocked);
    EXPECT_TRUE(std::holds_alternative<Grant>(ask(1, kOwn, {"till 2", {}, 0})));
    now += 60s;
    EXPECT_TRUE(std::holds_alternative<Grant>(ask(1, kOwn, till)));
}

TEST_F(ServiceRecognise, AStrangerIsRefusedAndAPoorPictureAskedForAgain) {
    EXPECT_EQ(refusal(verify(1, kStranger)), Refused::Reason::kNoMatch);
    EXPECT_EQ(refusal(identify(kStranger)), Refused::Reason::kNoMatch);
    const PrintOfNobody wet = {.finger = 99, .quality = policy.probe_min_quality - 1};
    EXPECT_EQ(as<Retry>(identify(wet)).reason, Retry::Reason::kPoorPicture);
    EXPECT_EQ(as<Retry>(verify(1, wet)).reason, Retry::Reason::kPoorPicture);
    const PrintOfNobody shifted = {.finger = 99, .area = 5};
    EXPECT_EQ(as<Retry>(identify(shifted)).reason, Retry::Reason::kTooLittleOfFinger);
    EXPECT_EQ(as<Retry>(identify({.finger = -1})).reason, Retry::Reason::kNoFinger);
}

TEST_F(ServiceRecognise, APoorPictureOfTheRightFingerIsGoodEnough) {
    EXPECT_TRUE(std::holds_alternative<Recognised>(verify(1, {.finger = 11, .impression = 2, .quality = 1})));
}

TEST_F(ServiceRecognise, TheLastAttemptLocksForAWhile) {
    for (int left = 2; left >= 0; --left) {
        const auto answer = verify(1, kStranger);
        EXPECT_EQ(refusal(answer), Refused::Reason::kNoMatch);
        EXPECT_EQ(as<Refused>(answer).attempts_left, left);
    }
    EXPECT_EQ(refusal(verify(1, kOwn)), Refused::Reason::kLocked);
    EXPECT_EQ(refusal(unlock(1, kOwn)), Refused::Reason::kLocked);
    EXPECT_TRUE(std::holds_alternative<Recognised>(verify(2, {.finger = 12})));
    now += 59s;
    EXPECT_EQ(refusal(verify(1, kOwn)), Refused::Reason::kLocked);
    now += 1s;
    EXPECT_TRUE(std::holds_alternative<Recognised>(verify(1, kOwn)));
}

TEST_F(ServiceRecognise, TheSecondLockIsLongerUntilASuccess) {
    const auto lock = [&] {
        for (int i = 0; i < 3; ++i) (void)verify(1, kStranger);
    };
    lock();
    now += 60s;
    lock();
    now += 60s;
    EXPECT_EQ(refusal(verify(1, kOwn)), Refused::Reason::kLocked);
    now += 60s;
    EXPECT_TRUE(std::holds_alternative<Recognised>(verify(1, kOwn)));
    lock();
    now += 60s;
    EXPECT_TRUE(std::holds_alternative<Recognised>(verify(1, kOwn)));
}

TEST_F(ServiceRecognise, ASuccessForgivesEarlierAttempts) {
    for (int round = 0; round < 4; ++round) {
        (void)verify(1, kStranger);
        (void)verify(1, kStranger);
        EXPECT_TRUE(std::holds_alternative<Recognised>(verify(1, kOwn)));
    }
}

TEST_F(ServiceRecognise, LocksOutliveTheService) {
    for (int i = 0; i < 3; ++i) (void)verify(1, kStranger);
    service = open();
    EXPECT_EQ(refusal(verify(1, kOwn)), Refused::Reason::kLocked);
}

TEST_F(ServiceRecognise, PoorPicturesAreCountedTooAndBlankOnesAreNot) {
    for (int i = 0; i < 5; ++i) EXPECT_EQ(as<Retry>(verify(1, {.finger = -1})).reason, Retry::Reason::kNoFinger);
    EXPECT_EQ(as<Retry>(verify(1, {.finger = 99, .quality = 0})).attempts_left, 2);
    (void)verify(1, {.finger = 99, .quality = 0});
    (void)verify(1, {.finger = 99, .quality = 0});
    EXPECT_EQ(refusal(verify(1, kOwn)), Refused::Reason::kLocked);
}

TEST_F(ServiceRecognise, ParallelAttemptsGainNothing) {
    std::vector<std::thread> threads;
    std::atomic<int> compared = 0;
    for (int i = 0; i < 12; ++i) {
        threads.emplace_back([&] {
            if (refusal(verify(1, kStranger)) == Refused::Reason::kNoMatch) ++compared;
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(compared, 3);
}

TEST_F(ServiceRecognise, ALockedHolderIsFoundButOpensNothing) {
    ASSERT_TRUE(link(1, "purse"));
    for (int i = 0; i < 3; ++i) (void)verify(1, kStranger);
    EXPECT_EQ(refusal(service.unlock({}, picture_of(kOwn), "purse")->answer), Refused::Reason::kLocked);
}

TEST_F(ServiceRecognise, SearchesAreNotCountedAgainstAnybody) {
    for (int i = 0; i < 10; ++i) (void)identify(kStranger);
    EXPECT_TRUE(std::holds_alternative<Recognised>(verify(1, kOwn)));
}

TEST_F(ServiceRecognise, ACardIsGrantedOneToOne) {
    const auto card = link(1, "purse").value();
    const auto answer = unlock(1, kOwn, "purse");
    const auto& grant = as<Grant>(answer);
    EXPECT_EQ(grant.card.id, card.id);
    EXPECT_EQ(grant.expires, now + policy.grant_lifetime);
    EXPECT_EQ(grant.token.size(), 32U);
    EXPECT_NE(as<Grant>(unlock(1, kOwn, "purse")).token, grant.token);
    EXPECT_EQ(refusal(unlock(1, kStranger, "purse")), Refused::Reason::kNoMatch);
    EXPECT_EQ(refusal(unlock(1, {.finger = 12}, "purse")), Refused::Reason::kNoMatch);
}

TEST_F(ServiceRecognise, ACardIsGrantedByFingerAlone) {
    ASSERT_TRUE(link(1, "purse"));
    ASSERT_TRUE(link(2, "purse"));
    const auto answer = service.unlock({}, picture_of({.finger = 12, .impression = 3}), "purse")->answer;
    EXPECT_EQ(as<Grant>(answer).holder.masked_number, number_of_nobody(2).masked());
    EXPECT_EQ(service.unlock({}, picture_of(kOwn), "none").error().code, ErrorCode::kNotFound);
}

TEST_F(ServiceRecognise, SeveralCardsAreAChoice) {
    EXPECT_EQ(service.unlock(number_of_nobody(1), picture_of(kOwn), "").error().code, ErrorCode::kNotFound);
    ASSERT_TRUE(link(1, "purse"));
    EXPECT_EQ(as<Grant>(unlock(1, kOwn)).card.alias, "purse");
    ASSERT_TRUE(link(1, "wallet"));
    EXPECT_EQ(as<Recognised>(unlock(1, kOwn)).cards.size(), 2U);
    ASSERT_TRUE(service.set_card_status(number_of_nobody(1), "purse", CardStatus::kFrozen));
    EXPECT_EQ(as<Grant>(unlock(1, kOwn)).card.alias, "wallet");
    ASSERT_TRUE(service.set_card_status(number_of_nobody(1), "wallet", CardStatus::kFrozen));
    EXPECT_EQ(refusal(unlock(1, kOwn)), Refused::Reason::kCardFrozen);
}

TEST_F(ServiceRecognise, AFrozenCardIsRefusedEvenToTheRightFinger) {
    ASSERT_TRUE(link(1, "purse"));
    ASSERT_TRUE(service.set_card_status(number_of_nobody(1), "purse", CardStatus::kFrozen));
    EXPECT_EQ(refusal(unlock(1, kOwn, "purse")), Refused::Reason::kCardFrozen);
    EXPECT_EQ(refusal(service.unlock({}, picture_of(kOwn), "purse")->answer), Refused::Reason::kCardFrozen);
    EXPECT_EQ(refusal(unlock(1, kStranger, "purse")), Refused::Reason::kNoMatch);
}

TEST_F(ServiceRecognise, AFingerThatIsNotBoundOpensNothing) {
    ASSERT_TRUE(link(1, "purse", {fingers_of(1)[0]}));
    EXPECT_TRUE(std::holds_alternative<Grant>(unlock(1, kOwn, "purse")));
    EXPECT_EQ(refusal(unlock(1, kSecond, "purse")), Refused::Reason::kNoMatch);
    EXPECT_EQ(refusal(service.unlock({}, picture_of(kSecond), "purse")->answer), Refused::Reason::kNoMatch);
    EXPECT_TRUE(as<Recognised>(verify(1, kSecond)).cards.empty());
}

TEST_F(ServiceRecognise, AnUnknownAliasIsToldToTheRightFingerOnly) {
    ASSERT_TRUE(link(1, "purse"));
    EXPECT_EQ(service.unlock(number_of_nobody(1), picture_of(kOwn), "none").error().code, ErrorCode::kNotFound);
    EXPECT_EQ(refusal(unlock(1, kStranger, "none")), Refused::Reason::kNoMatch);
}

TEST_F(ServiceRecognise, TimingsAreGiven) {
    const auto timed = service.verify(number_of_nobody(1), picture_of(kOwn));
    EXPECT_GT(timed->timings.load, 0);
    EXPECT_GT(timed->timings.compare, 0);
    EXPECT_GE(timed->timings.total, timed->timings.extract + timed->timings.load + timed->timings.compare);
}

TEST_F(ServiceRecognise, ManyThreadsMayAsk) {
    ASSERT_TRUE(link(1, "purse"));
    std::atomic<int> granted = 0;
    std::vector<std::thread> threads;
    // Two at a time stay below the three attempts that the policy allows in flight.
    for (int i = 0; i < 2; ++i) {
        threads.emplace_back([&] {
            for (int k = 0; k < 5; ++k) granted += std::holds_alternative<Grant>(unlock(1, kOwn, "purse"));
        });
        threads.emplace_back([&] {
            for (int k = 0; k < 5; ++k) granted += std::holds_alternative<Recognised>(identify({.finger = 12}));
        });
    }
    threads.emplace_back([&] {
        for (int person = 20; person < 25; ++person) EXPECT_TRUE(enroll(person, person));
    });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(granted, 20);
}

}  // namespace
}  // namespace dactyl
