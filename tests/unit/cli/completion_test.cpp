#include <cstdio>
#include <fstream>
#include <sstream>

#include <unistd.h>

#include "engine/cli/command_line.hpp"
#include "engine/cli/commands.hpp"

namespace dactyl::cli {
namespace {

std::string script_for(const std::string& shell) {
    std::ostringstream out;
    std::ostringstream err;
    Console console(out, err, false);
    EXPECT_EQ(run_command_line(all_commands(), {"completion", shell}, console), 0);
    return out.str();
}

// What bash offers after these words, one a line.
std::string offered(const std::string& words) {
    const std::string path = testing::TempDir() + "/completion_" + std::to_string(getpid()) + ".bash";
    std::ofstream(path) << script_for("bash") << "COMP_WORDS=(" << words << ")\n"
                        << "COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_dactyl\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n";
    std::string output;
    FILE* pipe = popen(("bash " + path).c_str(), "r");
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) output.push_back(static_cast<char>(c));
    EXPECT_EQ(pclose(pipe), 0);
    std::remove(path.c_str());
    return output;
}

TEST(Completion, BashOffersCommandsThenOptions) {
    EXPECT_EQ(offered("dactyl doc"), "doctor\n");
    EXPECT_EQ(offered("dactyl doctor --js"), "--json\n");
}

TEST(Completion, EveryShellKnowsEveryCommand) {
    for (const std::string shell : {"bash", "zsh", "fish"}) {
        const std::string script = script_for(shell);
        for (const Command& command : all_commands()) {
            EXPECT_THAT(script, testing::HasSubstr(command.name)) << shell;
        }
    }
}

}  // namespace
}  // namespace dactyl::cli
