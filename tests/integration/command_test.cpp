#include "tests/integration/support/command.hpp"

namespace dactyl::integration {
namespace {

using testing::HasSubstr;

const std::vector<std::vector<std::string>> kCommands = {{"demo"},
                                                         {"extract"},
                                                         {"match"},
                                                         {"store", "init"},
                                                         {"enroll"},
                                                         {"holder", "show"},
                                                         {"holder", "list"},
                                                         {"holder", "erase"},
                                                         {"card", "link"},
                                                         {"card", "list"},
                                                         {"card", "freeze"},
                                                         {"card", "unfreeze"},
                                                         {"card", "unlink"},
                                                         {"verify"},
                                                         {"identify"},
                                                         {"unlock"},
                                                         {"synth"},
                                                         {"evaluate"},
                                                         {"bench"},
                                                         {"doctor"},
                                                         {"completion"},
                                                         {"sensor", "list"},
                                                         {"sensor", "info"},
                                                         {"sensor", "watch"},
                                                         {"sensor", "capture"}};

TEST(Command, EveryOneHasHelpWithExamples) {
    for (std::vector<std::string> command : kCommands) {
        SCOPED_TRACE(command.back());
        command.emplace_back("--help");
        const Outcome help = dactyl(command);
        EXPECT_EQ(help.status, 0);
        EXPECT_THAT(help.out, HasSubstr("Usage: dactyl " + command.front()));
        EXPECT_THAT(help.out, HasSubstr("Examples:\n  "));
        EXPECT_THAT(help.out, HasSubstr("--json"));
        EXPECT_EQ(help.err, "");
    }
}

TEST(Command, EveryOneRefusesAnUnknownOption) {
    for (std::vector<std::string> command : kCommands) {
        SCOPED_TRACE(command.back());
        command.emplace_back("--no-such-option");
        EXPECT_EQ(dactyl(command).status, 2);
    }
}

TEST(Command, DoctorSpeaksJson) {
    const Json report = dactyl({"doctor", "--json"}).json();
    EXPECT_GT(report["threads"], 0);
    EXPECT_THAT(report["simd"]["levels"], testing::Contains("scalar"));
    EXPECT_EQ(dactyl({"doctor", "--json"}, {.environment = {{"DACTYL_SIMD", "scalar"}}}).json()["simd"]["level"],
              "scalar");
}

TEST(Command, AnUnknownSimdLevelIsRefused) {
    const Outcome outcome = dactyl({"doctor"}, {.environment = {{"DACTYL_SIMD", "mmx9"}}});
    EXPECT_EQ(outcome.status, 11);
    EXPECT_THAT(outcome.err, HasSubstr("DACTYL_SIMD"));
    EXPECT_THAT(outcome.err, HasSubstr("mmx9"));
}

}  // namespace
}  // namespace dactyl::integration
