#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/cli/commands.hpp"
#include "engine/cli/machine.hpp"
#include "engine/cli/store_options.hpp"
#include "engine/extract/extract.hpp"
#include "engine/match/compare.hpp"
#include "engine/simd/level.hpp"

namespace dactyl::cli {
namespace {

struct Options {
    StoreOptions store;
    bool look_at_store = false;
};

Json machine_json() {
    const Machine machine = describe_machine();
    Json libraries = Json::object();
    for (const LibraryVersion& library : library_versions()) libraries[library.name] = library.version;
    return {{"version", DACTYL_VERSION},
            {"extractor_version", extractor_version()},
            {"matcher_version", matcher_version()},
            {"simd", {{"level", simd_level()}, {"levels", simd_levels()}}},
            {"threads", machine.threads},
            {"processor", machine.processor},
            {"memory_mib", machine.memory_mib},
            {"libraries", libraries}};
}

std::string in_text(const Json& report) {
    std::string text = fmt::format("dactyl {}, extractor {}, matcher {}\n\n", report["version"].get<std::string>(),
                                   report["extractor_version"].get<int>(), report["matcher_version"].get<int>());
    text += fmt::format("  SIMD level    {} (this machine has: {})\n", report["simd"]["level"].get<std::string>(),
                        fmt::join(report["simd"]["levels"].get<std::vector<std::string>>(), ", "));
    text += fmt::format("  threads       {}\n", report["threads"].get<int>());
    text += fmt::format("  processor     {}\n", report["processor"].get<std::string>());
    text += fmt::format("  memory        {} MiB\n", report["memory_mib"].get<std::uint64_t>());
    text += "  libraries\n";
    for (const auto& [name, version] : report["libraries"].items()) {
        text += fmt::format("    {:<11} {}\n", name, version.get<std::string>());
    }
    return text;
}

Result<Json> store_json(const StoreOptions& store) {
    const Result<Service> service = open_store(store);
    if (!service) return pass(service);
    const Result<std::vector<HolderSummary>> holders = service->holders();
    if (!holders) return pass(holders);
    return Json{{"path", store.database.string()}, {"healthy", true}, {"holders", holders->size()}};
}

Result<ExitStatus> run(const Options& options, Console& console) {
    Json report = machine_json();
    std::string text = in_text(report);
    if (options.look_at_store) {
        const Result<Json> store = store_json(options.store);
        if (!store) return pass(store);
        report["store"] = *store;
        text += fmt::format("  store         {}: opens with its key, {} people\n", options.store.database.string(),
                            (*store)["holders"].get<std::size_t>());
    }
    console.answer(report, text);
    return ExitStatus::kOk;
}

Action declare(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_store_options(app, options->store);
    const CLI::Option* store = app.get_option("--store");
    return [options, store](Console& console) {
        options->look_at_store = !store->empty();
        return run(*options, console);
    };
}

}  // namespace

Command doctor_command() {
    return {"doctor",
            "What this machine has: SIMD levels, threads, library versions; and whether a store is well",
            "  dactyl doctor\n"
            "  dactyl doctor --store var/demo.db --key var/demo.key\n"
            "  DACTYL_SIMD=scalar dactyl doctor --json",
            declare,
            {}};
}

}  // namespace dactyl::cli
