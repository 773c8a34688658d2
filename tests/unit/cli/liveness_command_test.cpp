#include "datasets/synthetic/generator.hpp"
#include "engine/cli/command_line.hpp"
#include "engine/cli/commands.hpp"
#include "engine/image/files/picture_file.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/cli/outcome.hpp"

namespace dactyl::cli {
namespace {

using testing::HasSubstr;

Outcome run(std::vector<std::string> arguments) { return outcome_of(all_commands(), std::move(arguments)); }

TEST(LivenessCommand, RefusesCopiesAndSaysWhatIsCovered) {
    const TemporaryFolder folder;
    const std::string first = (folder.path() / "first.png").string();
    const std::string copy = (folder.path() / "copy.png").string();
    const auto print = generate_print({});
    ASSERT_TRUE(write_png(first, *print));
    ASSERT_TRUE(write_png(copy, *print));
    const Outcome one = run({"liveness", first, "--policy", "off"});
    EXPECT_EQ(one.status, exit_status(ExitStatus::kOk));
    EXPECT_THAT(one.out, HasSubstr("bona-fide"));
    EXPECT_THAT(one.out, HasSubstr("engine/docs/liveness.md"));
    const Outcome both = run({"liveness", first, copy, "--policy", "off", "--json"});
    EXPECT_EQ(both.status, exit_status(ExitStatus::kNo));
    const Json json = Json::parse(both.out);
    EXPECT_EQ(json["pictures"][1]["presentation"], "replay");
}

TEST(LivenessCommand, SaysWhatIsWrong) {
    EXPECT_EQ(run({"liveness"}).status, exit_status(ExitStatus::kUsage));
    EXPECT_EQ(run({"liveness", "a.png", "--policy", "perhaps"}).status, exit_status(ExitStatus::kUsage));
    EXPECT_EQ(run({"liveness", "nowhere.png"}).status, exit_status(ErrorCode::kNotFound));
}

}  // namespace
}  // namespace dactyl::cli
