#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/cli/commands.hpp"

namespace dactyl::cli {
namespace {

// One place in the tree of commands: what may follow it.
struct Level {
    std::string path;  // "card link"; empty for the root
    std::vector<std::string> commands;
    std::vector<std::string> options;
};

void collect(const CLI::App& app, const std::string& path, std::vector<Level>& levels) {
    Level level{path, {}, {}};
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) level.options.push_back("--" + name);
    }
    const auto children = app.get_subcommands([](const CLI::App*) { return true; });
    for (const CLI::App* child : children) level.commands.push_back(child->get_name());
    levels.push_back(level);
    for (const CLI::App* child : children) {
        collect(*child, path.empty() ? child->get_name() : path + " " + child->get_name(), levels);
    }
}

// Subcommands, or file names below a leaf; options after a dash.
std::string bash_script(const std::vector<Level>& levels) {
    std::string script =
        "# dactyl: eval \"$(dactyl completion bash)\"\n"
        "_dactyl() {\n"
        "    local current=\"${COMP_WORDS[COMP_CWORD]}\" path=\"\" word commands=\"\" options=\"\"\n"
        "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
        "        case \"$path $word\" in\n";
    for (const Level& level : levels) {
        if (!level.path.empty()) {
            const auto space = level.path.rfind(' ');
            const std::string parent = space == std::string::npos ? "" : level.path.substr(0, space);
            const std::string name = space == std::string::npos ? level.path : level.path.substr(space + 1);
            script += fmt::format("            \"{} {}\") path=\"{}\" ;;\n", parent, name, level.path);
        }
    }
    script +=
        "        esac\n"
        "    done\n"
        "    case \"$path\" in\n";
    for (const Level& level : levels) {
        script += fmt::format("        \"{}\") commands=\"{}\"; options=\"{}\" ;;\n", level.path,
                              fmt::join(level.commands, " "), fmt::join(level.options, " "));
    }
    script +=
        "    esac\n"
        "    if [[ \"$current\" == -* ]]; then\n"
        "        COMPREPLY=($(compgen -W \"$options\" -- \"$current\"))\n"
        "    elif [[ -n \"$commands\" ]]; then\n"
        "        COMPREPLY=($(compgen -W \"$commands\" -- \"$current\"))\n"
        "    else\n"
        "        COMPREPLY=($(compgen -f -- \"$current\"))\n"
        "    fi\n"
        "}\n"
        "complete -o filenames -F _dactyl dactyl\n";
    return script;
}

std::string zsh_script(const std::vector<Level>& levels) {
    return "# dactyl: eval \"$(dactyl completion zsh)\"\nautoload -U +X bashcompinit && bashcompinit\n" +
           bash_script(levels);
}

std::string fish_script(const std::vector<Level>& levels) {
    std::string script =
        "# dactyl completion fish | source\n"
        "function __dactyl_at\n"
        "    set -l words (commandline -opc)[2..]\n"
        "    set -l named (string match -v -- '-*' $words)\n"
        "    set -l wanted (string split -n ' ' -- $argv[1])\n"
        "    test (count $wanted) -eq 0; and test (count $named) -eq 0; and return 0\n"
        "    test (count $wanted) -gt 0; or return 1\n"
        "    test \"$named[1..\"(count $wanted)\"]\" = \"$wanted\"\n"
        "end\n";
    for (const Level& level : levels) {
        const std::string condition = fmt::format("-n '__dactyl_at \"{}\"'", level.path);
        if (!level.commands.empty()) {
            script += fmt::format("complete -c dactyl {} -f -a '{}'\n", condition, fmt::join(level.commands, " "));
        }
        for (const std::string& option : level.options) {
            script += fmt::format("complete -c dactyl {} -l {}\n", condition, option.substr(2));
        }
    }
    return script;
}

Action declare(CLI::App& app) {
    auto shell = std::make_shared<std::string>();
    app.add_option("SHELL", *shell, "bash, zsh or fish")->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
    const CLI::App* root = app.get_parent();
    return [shell, root](Console& console) -> Result<ExitStatus> {
        std::vector<Level> levels;
        collect(*root, "", levels);
        const std::string script = *shell == "fish"  ? fish_script(levels)
                                   : *shell == "zsh" ? zsh_script(levels)
                                                     : bash_script(levels);
        console.answer({{"shell", *shell}, {"script", script}}, script);
        return ExitStatus::kOk;
    };
}

}  // namespace

Command completion_command() {
    return {"completion",
            "A script that completes commands, options and file names in your shell",
            "  eval \"$(dactyl completion bash)\"\n"
            "  dactyl completion fish > ~/.config/fish/completions/dactyl.fish",
            declare,
            {}};
}

}  // namespace dactyl::cli
