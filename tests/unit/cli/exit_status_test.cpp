#include "engine/cli/exit_status.hpp"

#include <fstream>
#include <iterator>
#include <set>

namespace dactyl::cli {
namespace {

std::vector<ErrorCode> every_code() {
    std::vector<ErrorCode> codes;
    for (int value = 0; value < 256; ++value) {
        const auto code = static_cast<ErrorCode>(value);
        if (code == ErrorCode::kInternal || to_string(code) != to_string(ErrorCode::kInternal)) codes.push_back(code);
    }
    return codes;
}

TEST(ExitStatus, EveryErrorHasItsOwnOutsideTheShellsRange) {
    std::set<int> seen = {0, 1, 2, 3, 4};
    for (const ErrorCode code : every_code()) {
        EXPECT_TRUE(seen.insert(exit_status(code)).second) << to_string(code);
        EXPECT_LT(exit_status(code), 126) << to_string(code);
    }
}

TEST(ExitStatus, TheManualListsEveryError) {
    std::ifstream file(DACTYL_SOURCE_DIR "/engine/docs/cli.md");
    const std::string manual{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    for (const ErrorCode code : every_code()) {
        const std::string row = "| " + std::to_string(exit_status(code)) + " | " + std::string(to_string(code)) + " |";
        EXPECT_THAT(manual, testing::HasSubstr(row));
    }
}

}  // namespace
}  // namespace dactyl::cli
