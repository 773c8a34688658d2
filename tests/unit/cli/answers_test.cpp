#include "engine/cli/answers.hpp"

namespace dactyl::cli {
namespace {

using testing::HasSubstr;

Card card(const std::string& alias, CardStatus status = CardStatus::kActive) {
    Card made;
    made.id = CardId(7);
    made.kind = CardKind::kDebit;
    made.status = status;
    made.alias = alias;
    made.last_four = "0004";
    return made;
}

HolderSummary holder() { return {HolderId(3), "N**", "119***********0011", {}}; }

TEST(Answers, ExitStatusFollowsTheAnswer) {
    const Recognised with_cards{holder(), FingerId(1), {card("debit")}};
    const Recognised without_cards{holder(), FingerId(1), {}};
    EXPECT_EQ(status_of(RecognitionAnswer(with_cards)), ExitStatus::kOk);
    EXPECT_EQ(status_of(RecognitionAnswer(without_cards)), ExitStatus::kOk);
    EXPECT_EQ(status_of(RecognitionAnswer(Retry{Retry::Reason::kNoFinger, 2})), ExitStatus::kRetry);
    EXPECT_EQ(status_of(RecognitionAnswer(Refused{Refused::Reason::kNoMatch, 1})), ExitStatus::kNo);

    EXPECT_EQ(status_of(UnlockAnswer(with_cards)), ExitStatus::kChoose);
    EXPECT_EQ(status_of(UnlockAnswer(without_cards)), ExitStatus::kNo) << "there is nothing to choose from";
    EXPECT_EQ(status_of(UnlockAnswer(Grant{})), ExitStatus::kOk);
    EXPECT_EQ(status_of(UnlockAnswer(Retry{})), ExitStatus::kRetry);
    EXPECT_EQ(status_of(UnlockAnswer(Refused{})), ExitStatus::kNo);
}

TEST(Answers, JsonNamesTheAnswer) {
    EXPECT_EQ(to_json(RecognitionAnswer(Retry{Retry::Reason::kPoorPicture, 2})).dump(),
              R"({"answer":"retry","reason":"poor-picture","attempts_left":2})");
    EXPECT_EQ(to_json(UnlockAnswer(Refused{Refused::Reason::kCardFrozen, 0})).dump(),
              R"({"answer":"refused","reason":"card-frozen","attempts_left":0})");
    const Json choice = to_json(UnlockAnswer(Recognised{holder(), FingerId(9), {card("mall")}}));
    EXPECT_EQ(choice["answer"], "choose");
    EXPECT_EQ(choice["finger_id"], 9);
    EXPECT_EQ(choice["cards"][0].dump(),
              R"({"id":7,"alias":"mall","kind":"debit","status":"active","last_four":"0004","issuer":"","default":false,"pin":false})");
}

TEST(Answers, AGrantTellsWhenItEnds) {
    Grant grant{card("debit"), holder(), "00ff", {}, {}};
    grant.expires = std::chrono::system_clock::time_point(std::chrono::seconds(86399));
    EXPECT_EQ(to_json(UnlockAnswer(grant))["expires"], "1970-01-01T23:59:59Z");
    EXPECT_THAT(in_words(UnlockAnswer(grant)), HasSubstr("Unlocked: debit (debit, ending 0004)"));
}

TEST(Answers, RetrySaysHow) {
    EXPECT_EQ(
        in_words(Retry{Retry::Reason::kTooLittleOfFinger, 3}),
        "Place the finger again: too little of it was seen; lay its middle flat on the reader. Attempts left: 3.\n");
}

TEST(Answers, FrozenCardsAreMarkedAndLinesHaveNoTail) {
    const std::string text = in_words(std::vector<Card>{card("a"), card("b", CardStatus::kFrozen)});
    EXPECT_THAT(text, HasSubstr("frozen\n"));
    EXPECT_THAT(text, Not(HasSubstr(" \n")));
}

}  // namespace
}  // namespace dactyl::cli
