#include "tests/integration/support/people.hpp"

namespace dactyl::integration {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

void link_four_cards(const Store& store, const std::string& number, const std::string& digit) {
    const std::vector<std::vector<std::string>> cards = {
        {"debit", digit == "1" ? "9999991000000004" : "9999992000000002"},
        {"credit", digit == "1" ? "9999993000000000" : "9999994000000008"},
        {"social-security", "T000000" + digit},
        {"shopping", "MALL00" + digit}};
    for (const auto& card : cards) {
        const Outcome linked = store.run({"card", "link", "--id", number, "--kind", card[0], "--number", card[1]});
        ASSERT_EQ(linked.status, 0) << linked.err;
        EXPECT_EQ(linked.json()["alias"], card[0]);
        EXPECT_EQ(linked.json()["last_four"], card[1].substr(card[1].size() - 4));
    }
}

std::vector<std::string> aliases(const Json& cards) {
    std::vector<std::string> names;
    for (const Json& card : cards) names.push_back(card["alias"]);
    return names;
}

// One test walks the whole way, so that people are enrolled once.
TEST(WholePath, FromAPrintToAnUnlockedCard) {
    const Store store;
    for (const auto& [number, finger] : {std::pair{kFirst, 1U}, std::pair{kSecond, 2U}}) {
        const Outcome enrolled = store.enrol(number, finger);
        ASSERT_EQ(enrolled.status, 0) << enrolled.err << enrolled.out;
        EXPECT_EQ(enrolled.json()["answer"], "enrolled");
        link_four_cards(store, number, std::to_string(finger));
    }
    const std::string first = store.print(1);
    const std::string second = store.print(2);
    const std::string stranger = store.print(3);

    {
        SCOPED_TRACE("verify");
        const Outcome yes = store.run({"verify", "--id", kFirst, first});
        EXPECT_EQ(yes.status, 0) << yes.err << yes.out;
        EXPECT_EQ(yes.json()["answer"], "recognised");
        EXPECT_THAT(yes.out, Not(HasSubstr("score")));
        EXPECT_THAT(yes.out, Not(HasSubstr(kFirst)));
        const Outcome no = store.run({"verify", "--id", kFirst, second});
        EXPECT_EQ(no.status, 1) << no.err << no.out;
        EXPECT_EQ(no.json()["answer"], "refused");
        EXPECT_EQ(store.run({"verify", "--id", kNobody, first}).status, 1);
        EXPECT_EQ(store.run({"verify", "--id", "-", first}, {.input = kFirst + "\n"}).status, 0);
    }
    {
        SCOPED_TRACE("identify");
        const Outcome who = store.run({"identify", second});
        EXPECT_EQ(who.status, 0) << who.err << who.out;
        EXPECT_THAT(aliases(who.json()["cards"]),
                    UnorderedElementsAre("debit", "credit", "social-security", "shopping"));
        EXPECT_EQ(store.run({"identify", stranger}).status, 1);
    }
    {
        SCOPED_TRACE("unlock");
        const Outcome choice = store.run({"unlock", first});
        EXPECT_EQ(choice.status, 4) << choice.err << choice.out;
        EXPECT_EQ(choice.json()["answer"], "choose");
        const Outcome granted = store.run({"unlock", first, "--card", "shopping"});
        EXPECT_EQ(granted.status, 0) << granted.err << granted.out;
        EXPECT_EQ(granted.json()["card"]["kind"], "shopping");
        EXPECT_EQ(granted.json()["token"].get<std::string>().size(), 32U);
        EXPECT_EQ(store.run({"unlock", first, "--id", kFirst, "--card", "debit"}).status, 0);
        EXPECT_EQ(store.run({"unlock", stranger, "--id", kFirst, "--card", "debit"}).status, 1);
        EXPECT_EQ(store.run({"unlock", stranger}).status, 1);
    }
    {
        SCOPED_TRACE("frozen");
        EXPECT_EQ(store.run({"card", "freeze", "--id", kFirst, "--card", "debit"}).json()["status"], "frozen");
        const Outcome frozen = store.run({"unlock", first, "--id", kFirst, "--card", "debit"});
        EXPECT_EQ(frozen.status, 1) << frozen.err;
        EXPECT_EQ(frozen.json()["reason"], "card-frozen");
        EXPECT_EQ(store.run({"unlock", first, "--id", kFirst, "--card", "credit"}).status, 0);
        EXPECT_EQ(store.run({"card", "unfreeze", "--id", kFirst, "--card", "debit"}).json()["status"], "active");
        EXPECT_EQ(store.run({"unlock", first, "--id", kFirst, "--card", "debit"}).status, 0);
    }
    {
        SCOPED_TRACE("unlink");
        EXPECT_EQ(store.run({"card", "unlink", "--id", kSecond, "--card", "credit"}).status, 0);
        EXPECT_THAT(aliases(store.run({"card", "list", "--id", kSecond}).json()["cards"]), Not(Contains("credit")));
        EXPECT_EQ(store.run({"unlock", second, "--id", kSecond, "--card", "credit"}).status, 12);
    }
    {
        SCOPED_TRACE("erase");
        EXPECT_EQ(store.run({"holder", "erase", "--id", kFirst}).status, 2);
        EXPECT_EQ(store.run({"holder", "list"}).json()["holders"].size(), 2U);
        EXPECT_EQ(store.run({"holder", "erase", "--id", kFirst, "--yes"}).status, 0);
        EXPECT_EQ(store.run({"holder", "list"}).json()["holders"].size(), 1U);
        EXPECT_EQ(store.run({"identify", first}).status, 1);
        EXPECT_EQ(store.run({"verify", "--id", kFirst, first}).status, 1);
        EXPECT_EQ(store.run({"identify", second}).status, 0);
    }
}

TEST(WholePath, TooManyImpostorsLockTheHolder) {
    const Store store;
    ASSERT_EQ(store.enrol(kFirst, 1).status, 0);
    const std::string stranger = store.print(3);
    Outcome answer;
    for (int attempt = 0; attempt < 6; ++attempt) answer = store.run({"verify", "--id", kFirst, stranger});
    EXPECT_EQ(answer.status, 1);
    EXPECT_EQ(answer.json()["reason"], "locked") << answer.out;
    EXPECT_EQ(store.run({"verify", "--id", kFirst, store.print(1)}).json()["reason"], "locked");
}

TEST(WholePath, TemplatesMatchAsTheirPicturesDo) {
    const TemporaryFolder folder;
    const std::string a = draw_print(folder, 1, 0);
    const std::string b = draw_print(folder, 1, 1);
    const Outcome extracted = dactyl({"extract", a, "-o", folder / "a.dctl", "--stages", folder / "stages", "--json"});
    ASSERT_EQ(extracted.status, 0) << extracted.err;
    EXPECT_EQ(read_text(folder / "a.dctl").size(), extracted.json()["template_bytes"]);
    EXPECT_THAT(names_in(folder / "stages"), Contains(HasSubstr("minutiae.png")));
    EXPECT_THAT(names_in(folder / "stages"), Contains("01-resampled.png"));

    const Outcome pictures = dactyl({"match", a, b, "--draw", folder / "pairs.png", "--json"});
    EXPECT_EQ(pictures.status, 0) << pictures.err << pictures.out;
    EXPECT_THAT(read_text(folder / "pairs.png"), HasSubstr("PNG"));
    const Outcome mixed = dactyl({"match", folder / "a.dctl", b, "--json"});
    EXPECT_EQ(mixed.json()["score"], pictures.json()["score"]);
    EXPECT_EQ(dactyl({"match", a, draw_print(folder, 2, 0)}).status, 1);
}

}  // namespace
}  // namespace dactyl::integration
