#include <fstream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "engine/cli/command_line.hpp"
#include "engine/cli/commands.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/bench/synthetic_set.hpp"
#include "tests/unit/cli/outcome.hpp"

namespace dactyl::cli {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

Outcome run(std::vector<std::string> arguments) { return outcome_of({evaluate_command()}, std::move(arguments), true); }

std::string content(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Two fingers with two impressions each.
class EvaluateCommand : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        shared_ = std::make_unique<TemporaryFolder>();
        set_ = shared_->path() / "prints";
        fs::create_directory(set_);
        draw_set(set_, 2, 2);
    }
    static void TearDownTestSuite() { shared_.reset(); }

    fs::path out(const char* name) const { return folder_.path() / name; }
    bool nothing_written() const { return fs::is_empty(folder_.path()); }

    static inline std::unique_ptr<TemporaryFolder> shared_;
    static inline fs::path set_;
    TemporaryFolder folder_;
};

TEST_F(EvaluateCommand, WritesWhatIsAskedForAndShowsATable) {
    const Outcome outcome = run({"evaluate", set_.string(), "--scores", out("s.csv").string(), "--json",
                                 out("f.json").string(), "--threads", "2", "--bootstrap", "20"});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("\nprints                4    0        2         4"));
    EXPECT_THAT(outcome.err, HasSubstr("prints: extracting prints: 4 of 4"));
    EXPECT_THAT(outcome.err, HasSubstr("prints: comparing pairs: 6 of 6"));
    const std::string csv = content(out("s.csv"));
    EXPECT_EQ(csv.substr(0, csv.find('\n')), "a,b,genuine,score");
    EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 7);
    EXPECT_THAT(csv, HasSubstr("\n1_1,1_2,1,"));
    EXPECT_THAT(csv, HasSubstr("\n1_2,2_2,0,"));
    const auto json = nlohmann::json::parse(content(out("f.json")));
    EXPECT_EQ(json["pairs"]["genuine"], 2);
    EXPECT_EQ(json["pairs"]["impostor"], 4);
    EXPECT_TRUE(json.contains("machine"));
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_.path()), fs::directory_iterator()), 2);
}

TEST_F(EvaluateCommand, AnswersInJsonWhenTheWholeCommandShould) {
    const Outcome outcome = run({"--json", "evaluate", set_.string(), "--bootstrap", "0"});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(nlohmann::json::parse(outcome.out)["set"], "prints");
    EXPECT_EQ(outcome.err, "");
}

TEST_F(EvaluateCommand, TakesSeveralSets) {
    const Outcome outcome = run({"evaluate", set_.string(), set_.string(), "--impostors", "fvc", "--bootstrap", "0"});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("mean"));
}

TEST_F(EvaluateCommand, ARegressionAgainstTheBaselineIsStatusOne) {
    const std::string json = out("f.json").string();
    ASSERT_EQ(run({"evaluate", set_.string(), "--json", json, "--bootstrap", "50"}).status, 0);
    EXPECT_EQ(run({"evaluate", set_.string(), "--baseline", json, "--bootstrap", "50"}).status, 0);
    // The same prints with a foreign one among the second impressions.
    const fs::path worse = folder_.path() / "prints";
    fs::copy(set_, worse);
    fs::copy_file(set_ / "2_1.png", worse / "1_2.png", fs::copy_options::overwrite_existing);
    const Outcome outcome = run({"evaluate", worse.string(), "--baseline", json, "--bootstrap", "50"});
    EXPECT_EQ(outcome.status, 1) << outcome.out;
    EXPECT_THAT(outcome.out, HasSubstr("REGRESSION"));
}

TEST_F(EvaluateCommand, RefusesFoldersWithoutPairs) {
    const fs::path empty = folder_.path() / "empty";
    fs::create_directory(empty);
    for (const fs::path& folder : {folder_.path() / "absent", empty}) {
        const Outcome outcome = run({"evaluate", folder.string()});
        EXPECT_EQ(outcome.status, exit_status(ErrorCode::kNotFound)) << folder;
        EXPECT_THAT(outcome.err, HasSubstr(folder.string()));
    }
    fs::copy_file(set_ / "1_1.png", empty / "1_1.png");
    fs::copy_file(set_ / "2_1.png", empty / "2_1.png");
    const Outcome outcome = run({"evaluate", empty.string()});
    EXPECT_EQ(outcome.status, exit_status(ErrorCode::kNotFound));
    EXPECT_THAT(outcome.err, HasSubstr("genuine"));
}

TEST_F(EvaluateCommand, UnwritableOutputsStopItBeforeTheWork) {
    for (const char* option : {"--scores", "--json", "--report"}) {
        const Outcome outcome = run({"evaluate", set_.string(), option, out("absent/file").string()});
        EXPECT_EQ(outcome.status, exit_status(ErrorCode::kUnwritable)) << option;
        EXPECT_THAT(outcome.err, HasSubstr("absent/file"));
    }
    EXPECT_TRUE(nothing_written());
}

TEST_F(EvaluateCommand, AFullDiskLeavesNothingHalfWritten) {
    if (!fs::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
    const Outcome outcome = run({"evaluate", set_.string(), "--scores", "/dev/full", "--json", out("f.json").string()});
    EXPECT_EQ(outcome.status, exit_status(ErrorCode::kDiskFull));
    EXPECT_TRUE(nothing_written());
}

TEST_F(EvaluateCommand, StagesNeedGroundTruth) {
    const Outcome outcome = run({"evaluate", set_.string(), "--stages"});
    EXPECT_EQ(outcome.status, exit_status(ErrorCode::kNotFound));
    EXPECT_THAT(outcome.err, HasSubstr("truth"));
    EXPECT_EQ(run({"evaluate", set_.string(), "--stages", "--report", out("r.html").string()}).status,
              exit_status(ExitStatus::kUsage));
}

TEST_F(EvaluateCommand, RefusesBadOptions) {
    const auto status = [](std::vector<std::string> more) {
        std::vector<std::string> arguments{"evaluate", set_.string()};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run(arguments).status;
    };
    EXPECT_EQ(status({"--impostors", "some"}), exit_status(ExitStatus::kUsage));
    EXPECT_EQ(status({"--protocol", "guess"}), exit_status(ExitStatus::kUsage));
    EXPECT_EQ(status({"--threads", "many"}), exit_status(ExitStatus::kUsage));
    EXPECT_EQ(status({"--threads", "-1"}), exit_status(ErrorCode::kInvalidArgument));
    EXPECT_EQ(status({"--rotate", "1000"}), exit_status(ErrorCode::kInvalidArgument));
    EXPECT_EQ(status({"--crop", "0"}), exit_status(ErrorCode::kInvalidArgument));
    EXPECT_EQ(status({"--dpi", "20"}), exit_status(ErrorCode::kResolutionOutOfRange));
    EXPECT_EQ(run({"evaluate"}).status, exit_status(ExitStatus::kUsage));
}

TEST_F(EvaluateCommand, RefusesABaselineThatIsNone) {
    const fs::path file = out("b.json");
    std::ofstream(file) << "{}";
    const Outcome broken = run({"evaluate", set_.string(), "--baseline", file.string(), "--bootstrap", "0"});
    EXPECT_EQ(broken.status, exit_status(ErrorCode::kCorrupt));
    EXPECT_THAT(broken.err, HasSubstr(file.string()));
    const Outcome absent = run({"evaluate", set_.string(), "--baseline", out("absent").string(), "--bootstrap", "0"});
    EXPECT_EQ(absent.status, exit_status(ErrorCode::kNotFound));
}

}  // namespace
}  // namespace dactyl::cli
