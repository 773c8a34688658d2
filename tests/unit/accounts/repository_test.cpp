#include "engine/accounts/repository.hpp"

#include "tests/unit/accounts/store_fixture.hpp"

namespace dactyl {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

constexpr std::string_view kCardNumber = "4111111111111111";

class RepositoryTest : public OnEveryStore {
  protected:
    RepositoryTest() : repository(open()) {}

    Result<Card> link(HolderId holder, std::string_view alias, std::string_view number = kCardNumber) {
        auto change = repository.change();
        if (!change) return pass(change);
        const std::array fingers = {repository.impressions(holder)->front().finger};
        auto card = change->add_card(holder, CardKind::kDebit, number, alias, fingers);
        if (!card) return card;
        if (auto committed = change->commit(); !committed) return pass(committed);
        return card;
    }

    Repository repository;
};

TEST_P(RepositoryTest, APersonComesBack) {
    const auto holder = enroll(repository, 1).value();
    EXPECT_EQ(repository.find_holder(number_of_nobody(1)).value(), holder);
    EXPECT_EQ(repository.find_holder(number_of_nobody(2)).value(), std::nullopt);
    const auto person = repository.person(holder);
    ASSERT_TRUE(person);
    EXPECT_EQ(person->number.number(), number_of_nobody(1).number());
    EXPECT_EQ(person->name, "Nobody the 1th");
    EXPECT_EQ(repository.person(HolderId(99)).error().code, ErrorCode::kNotFound);
}

TEST_P(RepositoryTest, EverybodyIsListedById) {
    const auto first = enroll(repository, 5).value();
    const auto second = enroll(repository, 3).value();
    const auto people = repository.people();
    ASSERT_EQ(people->size(), 2U);
    EXPECT_EQ((*people)[0].id, first);
    EXPECT_EQ((*people)[1].id, second);
}

TEST_P(RepositoryTest, ANumberIsTakenOnce) {
    ASSERT_TRUE(enroll(repository, 1));
    EXPECT_EQ(enroll(repository, 1).error().code, ErrorCode::kAlreadyExists);
    EXPECT_EQ(repository.people()->size(), 1U);
}

TEST_P(RepositoryTest, ImpressionsOfAFingerBelongTogether) {
    const auto holder = enroll(repository, 1, 3).value();
    const auto impressions = repository.impressions(holder);
    ASSERT_EQ(impressions->size(), 3U);
    for (const StoredImpression& impression : *impressions) {
        EXPECT_EQ(impression.finger, impressions->front().id);
        EXPECT_EQ(impression.holder, holder);
        EXPECT_EQ(text_of(impression.bytes.view()), kTemplateText);
        EXPECT_GT(impression.sealed_bytes, kTemplateText.size());
    }
}

TEST_P(RepositoryTest, SealedImpressionsComeInBatches) {
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(enroll(repository, i));
    const auto first = repository.sealed_impressions(FingerId(), 3);
    ASSERT_EQ(first->size(), 3U);
    const auto rest = repository.sealed_impressions(first->back().id, 3);
    ASSERT_EQ(rest->size(), 2U);
    EXPECT_EQ(text_of(repository.open_impression(rest->front())->bytes.view()), kTemplateText);
    EXPECT_THAT(repository.impression_ids().value(),
                ElementsAre(FingerId(1), FingerId(2), FingerId(3), FingerId(4), FingerId(5)));
}

TEST_P(RepositoryTest, MarksTellThatTemplatesCameOrWent) {
    const auto before = repository.marks().value();
    const auto holder = enroll(repository, 1).value();
    const auto after = repository.marks().value();
    EXPECT_GT(after.last_impression, before.last_impression);
    auto change = repository.change();
    ASSERT_TRUE(change->erase_person(holder));
    ASSERT_TRUE(change->commit());
    EXPECT_EQ(repository.marks()->erasures, after.erasures + 1);
}

TEST_P(RepositoryTest, CardsComeBackMasked) {
    const auto holder = enroll(repository, 1).value();
    const auto card = link(holder, "purse");
    ASSERT_TRUE(card);
    const auto found = repository.find_card(holder, "purse").value();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, card->id);
    EXPECT_EQ(found->last_four, "1111");
    EXPECT_EQ(found->kind, CardKind::kDebit);
    EXPECT_EQ(found->status, CardStatus::kActive);
    EXPECT_EQ(repository.find_card(holder, "wallet").value(), std::nullopt);
    EXPECT_THAT(repository.bound_fingers(*found).value(), ElementsAre(FingerId(1)));
}

TEST_P(RepositoryTest, AliasesAndNumbersAreTakenOnce) {
    const auto first = enroll(repository, 1).value();
    const auto second = enroll(repository, 2).value();
    ASSERT_TRUE(link(first, "purse"));
    EXPECT_EQ(link(first, "purse", "5555555555554444").error().code, ErrorCode::kAlreadyExists);
    EXPECT_EQ(link(second, "other").error().code, ErrorCode::kAlreadyExists);
    EXPECT_TRUE(link(second, "purse", "5555555555554444"));
    EXPECT_EQ(repository.cards(first)->size(), 1U);
}

TEST_P(RepositoryTest, ACardIsFrozenAndRemoved) {
    const auto holder = enroll(repository, 1).value();
    const auto card = link(holder, "purse").value();
    {
        auto change = repository.change();
        ASSERT_TRUE(change->set_card_status(card, CardStatus::kFrozen));
        ASSERT_TRUE(change->commit());
    }
    EXPECT_EQ(repository.cards(holder)->front().status, CardStatus::kFrozen);
    EXPECT_EQ(repository.cards(holder)->front().last_four, "1111");
    {
        auto change = repository.change();
        ASSERT_TRUE(change->remove_card(card.id));
        EXPECT_EQ(change->remove_card(card.id).error().code, ErrorCode::kNotFound);
        ASSERT_TRUE(change->commit());
    }
    EXPECT_TRUE(repository.cards(holder)->empty());
    EXPECT_TRUE(link(holder, "purse"));
}

TEST_P(RepositoryTest, ErasingAPersonTakesEverythingOfTheirs) {
    const auto holder = enroll(repository, 1, 2).value();
    const auto other = enroll(repository, 2).value();
    ASSERT_TRUE(link(holder, "purse"));
    auto change = repository.change();
    ASSERT_TRUE(change->erase_person(holder));
    EXPECT_EQ(change->erase_person(holder).error().code, ErrorCode::kNotFound);
    ASSERT_TRUE(change->commit());
    EXPECT_EQ(repository.find_holder(number_of_nobody(1)).value(), std::nullopt);
    EXPECT_TRUE(repository.impressions(holder)->empty());
    EXPECT_EQ(repository.cards(holder).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(repository.impressions(other)->size(), 1U);
    EXPECT_TRUE(link(other, "purse"));
    EXPECT_TRUE(repository.check());
}

TEST_P(RepositoryTest, IdsAreNotUsedAgain) {
    const auto first = enroll(repository, 1).value();
    auto change = repository.change();
    ASSERT_TRUE(change->erase_person(first));
    ASSERT_TRUE(change->commit());
    EXPECT_NE(enroll(repository, 1).value(), first);
    EXPECT_THAT(repository.impression_ids().value(), ElementsAre(FingerId(2)));
}

TEST_P(RepositoryTest, AttemptsOutliveTheProcess) {
    const auto subject = repository.throttle_subject(ThrottleScope::kHolder, "somebody, enrolled or not").value();
    EXPECT_NE(subject, repository.throttle_subject(ThrottleScope::kCard, "somebody, enrolled or not").value());
    EXPECT_EQ(repository.attempts(subject).value(), AttemptState{});
    const std::chrono::sys_seconds now(1'800'000'000s);
    const AttemptState state = {3, 1, now};
    for (const AttemptState& next : {AttemptState{1, 0, {}}, state}) {
        auto change = repository.change(sql::Durability::kWithNext);
        ASSERT_TRUE(change->set_attempts(subject, next, now));
        ASSERT_TRUE(change->commit());
    }
    auto again = open();
    EXPECT_EQ(again.attempts(subject).value(), state);
}

TEST_P(RepositoryTest, QuietSubjectsAreForgottenAfterAWeek) {
    const auto subject = repository.throttle_subject(ThrottleScope::kHolder, "a").value();
    const auto other = repository.throttle_subject(ThrottleScope::kHolder, "b").value();
    const std::chrono::sys_seconds now(1'800'000'000s);
    const auto count = [&](const Token& whose, std::chrono::sys_seconds at) {
        auto change = repository.change();
        ASSERT_TRUE(change->set_attempts(whose, {.failures = 1}, at));
        ASSERT_TRUE(change->commit());
    };
    count(subject, now);
    count(other, now + 24h * 7);
    EXPECT_EQ(repository.attempts(subject)->failures, 1);
    count(other, now + 24h * 7 + 1s);
    EXPECT_EQ(repository.attempts(subject)->failures, 0);
}

TEST_P(RepositoryTest, SomebodyStandsInForTheUnknown) {
    const auto token = [](int first) {
        Token made{};
        made[7] = static_cast<std::byte>(first);
        return made;
    };
    EXPECT_EQ(repository.stand_in(token(0)).value(), std::nullopt);
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(enroll(repository, i));
    EXPECT_EQ(repository.stand_in(token(0)).value(), HolderId(1));
    EXPECT_EQ(repository.stand_in(token(4)).value(), HolderId(2));
    auto change = repository.change();
    ASSERT_TRUE(change->erase_person(HolderId(3)));
    ASSERT_TRUE(change->commit());
    EXPECT_EQ(repository.stand_in(token(2)).value(), HolderId(1)) << "past the last one";
}

TEST_P(RepositoryTest, ADroppedChangeLeavesNoTrace) {
    const auto marks = repository.marks().value();
    {
        auto change = repository.change();
        ASSERT_TRUE(change->add_person(number_of_nobody(1), "Nobody"));
    }
    EXPECT_EQ(repository.marks().value(), marks);
    EXPECT_TRUE(repository.people()->empty());
    EXPECT_EQ(enroll(repository, 1).value(), HolderId(1));
}

TEST_P(RepositoryTest, EverythingComesBackAfterReopening) {
    const auto holder = enroll(repository, 1, 2).value();
    ASSERT_TRUE(link(holder, "purse"));
    auto again = open();
    EXPECT_EQ(again.people()->size(), 1U);
    EXPECT_EQ(again.impressions(holder)->size(), 2U);
    EXPECT_EQ(again.cards(holder)->size(), 1U);
    EXPECT_TRUE(again.check());
}

TEST_P(RepositoryTest, ARawFileTellsAStrangerNothing) {
    const auto holder = enroll(repository, 1).value();
    ASSERT_TRUE(link(holder, "holiday purse"));
    const std::string raw = raw_bytes();
    ASSERT_GT(raw.size(), 4096U);
    const ResidentId number = number_of_nobody(1);
    for (const std::string_view secret : {std::string_view(number.number()), std::string_view("Nobody the"),
                                          kCardNumber, std::string_view("holiday"), kTemplateText.substr(0, 12)}) {
        EXPECT_EQ(raw.find(secret), std::string::npos);
    }
}

TEST_P(RepositoryTest, ErasedRecordsAreGoneFromTheFile) {
    // A server keeps deleted rows in its write-ahead log for a while; engine/docs/data-protection.md says so.
    if (backend != Backend::kSqlite) GTEST_SKIP() << "a promise of the embedded store only";
    const auto holder = enroll(repository, 1).value();
    const auto sealed = repository.sealed_impressions(FingerId(), 1)->front();
    ASSERT_NE(raw_bytes().find(text_of(sealed.sealed)), std::string::npos);
    auto change = repository.change();
    ASSERT_TRUE(change->erase_person(holder));
    ASSERT_TRUE(change->commit());
    EXPECT_EQ(raw_bytes().find(text_of(sealed.sealed)), std::string::npos);
    EXPECT_EQ(raw_bytes().find(text_of(sealed.holder_key)), std::string::npos);
}

DACTYL_ON_EVERY_STORE(RepositoryTest);

}  // namespace
}  // namespace dactyl
