#include "engine/cli/command_line.hpp"

#include <stdexcept>

#include <CLI/CLI.hpp>

#include "tests/unit/cli/outcome.hpp"

namespace dactyl::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

Action answer_with_number(CLI::App& app) {
    auto number = std::make_shared<int>(0);
    app.add_option("--number", *number);
    return [number](Console& console) -> Result<ExitStatus> {
        console.answer({{"number", *number}}, "number " + std::to_string(*number));
        return ExitStatus::kNo;
    };
}

Action fail_always(CLI::App&) {
    return [](Console&) -> Result<ExitStatus> { return fail(ErrorCode::kCorrupt, "a.png: broken"); };
}

Action throw_always(CLI::App&) {
    return [](Console&) -> Result<ExitStatus> { throw std::runtime_error("surprise"); };
}

// A file name after --json, as evaluate has it.
Action own_json(CLI::App& app) {
    auto file = std::make_shared<std::string>();
    app.add_option("--json", *file);
    return [file](Console& console) -> Result<ExitStatus> {
        console.answer({}, "file " + *file);
        return ExitStatus::kOk;
    };
}

std::vector<Command> commands() {
    return {
        {"count", "Counts", "  dactyl count --number 3", answer_with_number, {}},
        {"group", "A group", "", nullptr, {{"fail", "Fails", "", fail_always, {}}}},
        {"throw", "Throws", "", throw_always, {}},
        {"report", "Reports", "", own_json, {}},
    };
}

Outcome run(std::vector<std::string> arguments) { return outcome_of(commands(), std::move(arguments)); }

TEST(CommandLine, RunsTheChosenCommandAndReturnsItsStatus) {
    const Outcome outcome = run({"count", "--number", "3"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.out, "number 3\n");
    EXPECT_THAT(outcome.err, IsEmpty());
}

TEST(CommandLine, JsonBeforeOrAfterTheCommand) {
    for (const auto& arguments : {std::vector<std::string>{"--json", "count"}, {"count", "--json"}}) {
        EXPECT_EQ(Json::parse(run(arguments).out), (Json{{"number", 0}}));
    }
}

TEST(CommandLine, ACommandMayHaveAJsonOptionOfItsOwn) {
    EXPECT_EQ(run({"report", "--json", "out.json"}).out, "file out.json\n");
}

TEST(CommandLine, ErrorsGoToStandardErrorWithTheirStatus) {
    const Outcome text = run({"group", "fail"});
    EXPECT_EQ(text.status, 24);
    EXPECT_EQ(text.err, "dactyl: a.png: broken\n");
    EXPECT_THAT(text.out, IsEmpty());

    const Outcome json = run({"group", "fail", "--json"});
    EXPECT_EQ(json.status, 24);
    EXPECT_THAT(json.out, IsEmpty());
    const Json error = Json::parse(json.err)["error"];
    EXPECT_EQ(error, (Json{{"code", "corrupt"}, {"status", 24}, {"message", "a.png: broken"}}));
}

TEST(CommandLine, WrongUsageSaysWhatAndWhereHelpIs) {
    const Outcome option = run({"count", "--nonsense"});
    EXPECT_EQ(option.status, 2);
    EXPECT_THAT(option.err, HasSubstr("--nonsense"));
    EXPECT_THAT(option.err, HasSubstr("Try 'dactyl count --help'"));

    const Outcome command = run({"cuont"});
    EXPECT_EQ(command.status, 2);
    EXPECT_THAT(command.err, HasSubstr("no command 'cuont'"));
    EXPECT_THAT(command.err, HasSubstr("count, group, throw, report"));

    const Outcome child = run({"group", "succeed"});
    EXPECT_EQ(child.status, 2);
    EXPECT_THAT(child.err, HasSubstr("no command 'succeed'; there are: fail"));

    EXPECT_EQ(run({}).status, 2);
    EXPECT_EQ(Json::parse(run({"count", "--nonsense", "--json"}).err)["error"]["code"], "usage");
}

TEST(CommandLine, HelpShowsTheExamplesOnStandardOutput) {
    const Outcome outcome = run({"count", "--help"});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_THAT(outcome.out, HasSubstr("dactyl count --number 3"));
    EXPECT_THAT(outcome.out, HasSubstr("--json"));
    EXPECT_EQ(run({"--version"}).status, 0);
}

TEST(CommandLine, LetsNoExceptionOut) {
    const Outcome outcome = run({"throw"});
    EXPECT_EQ(outcome.status, 70);
    EXPECT_THAT(outcome.err, HasSubstr("surprise"));
}

}  // namespace
}  // namespace dactyl::cli
