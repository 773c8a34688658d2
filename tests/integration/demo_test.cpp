#include "tests/integration/support/command.hpp"

namespace dactyl::integration {
namespace {

TEST(Demo, ShowsWhatItPromisesAndIsQuickTheSecondTime) {
    const TemporaryFolder folder;
    const std::vector<std::string> demo = {
        "demo", "--people", "3", "--store", folder / "var/demo.db", "--key", folder / "var/demo.key", "--json"};
    const Outcome first = dactyl(demo);
    ASSERT_EQ(first.status, 0) << first.err << first.out;
    const Json report = first.json();
    EXPECT_EQ(report["enrolled_now"], 3);
    EXPECT_EQ(report["cards_linked_now"], 12);
    std::vector<std::string> answers;
    for (const Json& step : report["steps"]) answers.push_back(step["answer"]);
    EXPECT_THAT(answers,
                testing::ElementsAre("unlocked", "choose", "unlocked", "refused", "refused", "retry", "unlocked"));

    const Outcome second = dactyl(demo);
    ASSERT_EQ(second.status, 0) << second.err << second.out;
    EXPECT_EQ(second.json()["enrolled_now"], 0);
    EXPECT_EQ(second.json()["cards_linked_now"], 0);
}

// A run that was broken off left a person without some of their cards; the next one goes on there.
TEST(Demo, GoesOnWhereItWasBrokenOff) {
    const TemporaryFolder folder;
    const std::string database = folder / "demo.db";
    const std::string key = folder / "demo.key";
    const std::vector<std::string> demo = {"demo", "--people", "2", "--store", database, "--key", key, "--json"};
    ASSERT_EQ(dactyl(demo).status, 0);
    const Surroundings store{.environment = {{"DACTYL_STORE", database}, {"DACTYL_KEY", key}}};
    const std::string last = "11999919000101002X";
    for (const std::string card : {"credit", "shopping"}) {
        ASSERT_EQ(dactyl({"card", "unlink", "--id", last, "--card", card}, store).status, 0);
    }
    const Outcome again = dactyl(demo);
    EXPECT_EQ(again.json()["enrolled_now"], 0);
    EXPECT_EQ(again.json()["cards_linked_now"], 2);
}

}  // namespace
}  // namespace dactyl::integration
