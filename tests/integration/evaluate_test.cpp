#include "tests/integration/support/people.hpp"

namespace dactyl::integration {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// A small set of synthetic prints in the FVC layout.
class Evaluate : public testing::Test {
  protected:
    void SetUp() override {
        const Outcome drawn = dactyl({"synth", folder_ / "set", "--fingers", "4", "--impressions", "2", "--seed", "5"});
        ASSERT_EQ(drawn.status, 0) << drawn.err;
    }

    // The scores file of one run.
    std::string scores(const std::string& threads, const std::string& level) {
        const std::string file = folder_ / "scores.csv";
        const Surroundings surroundings{.environment = {{"DACTYL_SIMD", level}}};
        const Outcome outcome =
            dactyl({"evaluate", folder_ / "set", "--threads", threads, "--scores", file}, surroundings);
        EXPECT_EQ(outcome.status, 0) << outcome.err;
        return read_text(file);
    }

    TemporaryFolder folder_;
};

TEST_F(Evaluate, TheSameScoresForEveryThreadCountAndSimdLevel) {
    const std::string expected = scores("1", "scalar");
    EXPECT_THAT(expected, StartsWith("a,b,genuine,score\n"));
    EXPECT_EQ(std::count(expected.begin(), expected.end(), '\n'), 1 + 4 + 4 * 3 / 2 * 4);
    const Json machine = dactyl({"doctor", "--json"}).json();
    for (const Json& level : machine["simd"]["levels"]) {
        EXPECT_EQ(scores("2", level), expected) << level;
    }
    EXPECT_EQ(scores("1", dactyl({"doctor", "--json"}).json()["simd"]["level"]), expected);
}

TEST_F(Evaluate, WritesItsReport) {
    const std::string file = folder_ / "report.json";
    const Outcome outcome = dactyl({"evaluate", folder_ / "set", "--impostors", "fvc", "--json", file});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_TRUE(Json::accept(read_text(file))) << read_text(file);
}

TEST_F(Evaluate, FoldersWithoutPairs) {
    std::filesystem::create_directory(folder_ / "empty");
    std::filesystem::create_directory(folder_ / "single");
    std::filesystem::copy_file(folder_ / "set/1_1.png", folder_ / "single/1_1.png");
    for (const std::string name : {"empty", "single", "nowhere"}) {
        const Outcome outcome = dactyl({"evaluate", folder_ / name});
        EXPECT_EQ(outcome.status, 12) << name << outcome.err;
        EXPECT_THAT(outcome.err, HasSubstr(name));
    }
}

TEST_F(Evaluate, ADpiFileThatIsNoNumber) {
    write_text(folder_ / "set/dpi.txt", "many\n");
    const Outcome outcome = dactyl({"evaluate", folder_ / "set"});
    EXPECT_EQ(outcome.status, 24) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr("dpi.txt"));
}

}  // namespace
}  // namespace dactyl::integration
