#include "engine/cli/command_line.hpp"

#include <cstdlib>
#include <exception>
#include <memory>
#include <new>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/simd/level.hpp"

namespace dactyl::cli {
namespace {

constexpr const char* kJsonHelp = "Answer with one JSON document; errors too, on standard error";

// Everything that the table of commands turned into: the CLI11 tree and what each of its leaves does.
struct Tree {
    CLI::App app{"Fingerprint engine: from a print to an unlocked card", "dactyl"};
    std::vector<std::pair<CLI::App*, Action>> leaves;
    bool json = false;
};

void add_command(Tree& tree, CLI::App& parent, const Command& command) {
    CLI::App* app = parent.add_subcommand(command.name, command.summary);
    if (!command.examples.empty()) app->footer("Examples:\n" + command.examples);
    if (command.declare == nullptr) {
        app->require_subcommand(1);
        for (const Command& child : command.children) add_command(tree, *app, child);
        return;
    }
    for (const Command& child : command.children) add_command(tree, *app, child);
    tree.leaves.emplace_back(app, command.declare(*app));  // after its children, whose parsing counts as its own
    // A command may have a --json of its own, as `evaluate --json FILE` has.
    if (app->get_option_no_throw("--json") == nullptr) app->add_flag("--json", tree.json, kJsonHelp);
}

std::unique_ptr<Tree> build(const std::vector<Command>& commands) {
    auto tree = std::make_unique<Tree>();
    tree->app.set_version_flag("--version", "dactyl " DACTYL_VERSION, "Show the version and leave");
    tree->app.add_flag("--json", tree->json, kJsonHelp);
    tree->app.require_subcommand(1);
    tree->app.get_formatter()->column_width(34);
    tree->app.footer(
        "Exit status: 0 done or yes, 1 no, 2 wrong usage, 3 place the finger again, 4 choose a card, 11 to 70 an "
        "error\n"
        "(10 + its code). `dactyl COMMAND --help` shows examples.");
    for (const Command& command : commands) add_command(*tree, tree->app, command);
    return tree;
}

// The deepest app that the arguments reached: whose help would have helped.
const CLI::App* reached(const CLI::App& root) {
    const CLI::App* app = &root;
    while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
    return app;
}

std::string full_name(const CLI::App* app) {
    return app->get_parent() == nullptr ? app->get_name() : full_name(app->get_parent()) + " " + app->get_name();
}

// CLI11 says only that a subcommand is required, also where there was a word that is none.
std::string what_is_wrong(const CLI::ParseError& error, const CLI::App& app) {
    const std::vector<std::string> rest = app.remaining();
    const auto word = std::find_if(rest.begin(), rest.end(), [](const std::string& text) { return text[0] != '-'; });
    if (error.get_name() != "RequiredError" || app.get_require_subcommand_min() == 0) return error.what();
    const std::vector<const CLI::App*> known = app.get_subcommands([](const CLI::App*) { return true; });
    std::vector<std::string> names;
    for (const CLI::App* child : known) names.push_back(child->get_name());
    if (word == rest.end()) return fmt::format("which command? One of: {}", fmt::join(names, ", "));
    return fmt::format("no command '{}'; there are: {}", *word, fmt::join(names, ", "));
}

// The level is read from the environment on first use, where an unknown name could not be reported.
Result<void> check_simd_wish() {
    const char* wanted = std::getenv("DACTYL_SIMD");
    if (wanted == nullptr) return {};
    const Result<void> set = set_simd_level(wanted);
    if (!set) return fail(set.error().code, "environment variable DACTYL_SIMD: " + set.error().message);
    return {};
}

int run_parsed(Tree& tree, Console& console) {
    if (const Result<void> simd = check_simd_wish(); !simd) {
        console.error(simd.error());
        return exit_status(simd.error().code);
    }
    for (const auto& [app, action] : tree.leaves) {
        if (!app->parsed()) continue;
        const Result<ExitStatus> status = action(console);
        if (!status) {
            console.error(status.error());
            return exit_status(status.error().code);
        }
        if (const Result<void> written = console.finish(); !written) {
            console.error(written.error());
            return exit_status(written.error().code);
        }
        return exit_status(*status);
    }
    return exit_status(ExitStatus::kUsage);
}

int parse_and_run(const std::vector<Command>& commands, std::vector<std::string> arguments, Console& console) {
    const std::unique_ptr<Tree> tree = build(commands);
    // Known even where parsing fails halfway.
    console.set_json(std::find(arguments.begin(), arguments.end(), "--json") != arguments.end());
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 takes them
    try {
        tree->app.parse(std::move(arguments));
    } catch (const CLI::CallForVersion& version) {
        console.set_json(false);
        console.line(version.what());
        return exit_status(ExitStatus::kOk);
    } catch (const CLI::CallForHelp&) {
        const CLI::App* app = reached(tree->app);
        console.set_json(false);
        console.answer({}, app->help(app->get_parent() == nullptr ? "" : full_name(app->get_parent())));
        return exit_status(ExitStatus::kOk);
    } catch (const CLI::ParseError& error) {
        const CLI::App* app = reached(tree->app);
        console.usage_error(what_is_wrong(error, *app), fmt::format("Try '{} --help'.", full_name(app)));
        return exit_status(ExitStatus::kUsage);
    }
    console.set_json(tree->json);
    return run_parsed(*tree, console);
}

}  // namespace

int run_command_line(const std::vector<Command>& commands, std::vector<std::string> arguments, Console& console) {
    try {
        return parse_and_run(commands, std::move(arguments), console);
    } catch (const std::bad_alloc&) {
        console.error({ErrorCode::kInternal, "out of memory"});
    } catch (const std::exception& error) {
        console.error({ErrorCode::kInternal, fmt::format("a fault of dactyl itself: {}", error.what())});
    }
    return exit_status(ErrorCode::kInternal);
}

}  // namespace dactyl::cli
