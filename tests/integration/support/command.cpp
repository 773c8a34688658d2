#include "tests/integration/support/command.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <grp.h>
#include <sys/wait.h>
#include <unistd.h>

namespace dactyl::integration {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kNobody = 65534;
constexpr int kCouldNotStart = 127;

// In the child: never returns.
[[noreturn]] void become(const std::vector<std::string>& arguments, const Surroundings& surroundings) {
    for (const auto& [name, value] : surroundings.environment) setenv(name.c_str(), value.c_str(), 1);
    if (surroundings.as_nobody && geteuid() == 0) {
        if (setgroups(0, nullptr) != 0 || setgid(kNobody) != 0 || setuid(kNobody) != 0) _exit(kCouldNotStart);
    }
    std::vector<char*> argv;
    std::string program = DACTYL_COMMAND;
    argv.push_back(program.data());
    for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    execv(program.c_str(), argv.data());
    _exit(kCouldNotStart);
}

int wait_for(pid_t child) {
    int state = 0;
    waitpid(child, &state, 0);
    return WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
}

}  // namespace

Outcome dactyl(const std::vector<std::string>& arguments, const Surroundings& surroundings) {
    // Files instead of pipes: no output is too long, and nothing can block.
    const TemporaryFolder folder;
    const std::string in = folder / "in";
    const std::string out = folder / "out";
    const std::string err = folder / "err";
    write_text(in, surroundings.input);
    const pid_t child = fork();
    if (child == 0) {
        dup2(open(in.c_str(), O_RDONLY), STDIN_FILENO);
        dup2(open(out.c_str(), O_WRONLY | O_CREAT, 0600), STDOUT_FILENO);
        dup2(open(err.c_str(), O_WRONLY | O_CREAT, 0600), STDERR_FILENO);
        become(arguments, surroundings);
    }
    Outcome outcome;
    outcome.status = wait_for(child);
    outcome.out = read_text(out);
    outcome.err = read_text(err);
    return outcome;
}

TemporaryFolder::TemporaryFolder() { fs::permissions(path(), fs::perms(0777)); }

std::string read_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void write_text(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace dactyl::integration
