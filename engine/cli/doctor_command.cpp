#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/cli/commands.hpp"
#include "engine/cli/machine.hpp"
#include "engine/simd/level.hpp"

namespace dactyl::cli {
namespace {

std::string in_text(const Json& report) {
    std::string text = fmt::format("dactyl {}\n\n", report["version"].get<std::string>());
    text += fmt::format("  SIMD level     {} (this machine has: {})\n", report["simd"]["level"].get<std::string>(),
                        fmt::join(report["simd"]["levels"].get<std::vector<std::string>>(), ", "));
    text += fmt::format("  threads        {}\n", report["threads"].get<int>());
    text += fmt::format("  processor      {}\n", report["processor"].get<std::string>());
    text += fmt::format("  memory         {} MiB\n\n", report["memory_mib"].get<std::uint64_t>());
    text += "  libraries\n";
    for (const auto& [name, version] : report["libraries"].items()) {
        text += fmt::format("    {:<12} {}\n", name, version.get<std::string>());
    }
    return text;
}

Json libraries_json() {
    Json json = Json::object();
    for (const LibraryVersion& library : library_versions()) json[library.name] = library.version;
    return json;
}

Action declare(CLI::App&) {
    return [](Console& console) -> Result<ExitStatus> {
        const Machine machine = describe_machine();
        const Json report = {
            {"version", DACTYL_VERSION},        {"simd", {{"level", simd_level()}, {"levels", simd_levels()}}},
            {"threads", machine.threads},       {"processor", machine.processor},
            {"memory_mib", machine.memory_mib}, {"libraries", libraries_json()}};
        console.answer(report, in_text(report));
        return ExitStatus::kOk;
    };
}

}  // namespace

Command doctor_command() {
    return {"doctor",
            "What this machine has: SIMD levels, threads, devices, library versions",
            "  dactyl doctor\n"
            "  DACTYL_SIMD=scalar dactyl doctor --json",
            declare,
            {}};
}

}  // namespace dactyl::cli
