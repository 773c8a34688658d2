#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "bench/accuracy/speed.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/machine.hpp"
#include "engine/extract/extract.hpp"
#include "engine/match/compare.hpp"
#include "engine/simd/level.hpp"

namespace dactyl::cli {
namespace {

Json rows_json(const std::vector<SpeedRow>& rows) {
    Json json = Json::array();
    for (const SpeedRow& row : rows) {
        json.push_back({{"step", row.step}, {"median_us", row.median_us}, {"p95_us", row.p95_us}, {"runs", row.runs}});
    }
    return json;
}

Action declare(CLI::App& app) {
    const auto options = std::make_shared<SpeedOptions>();
    app.add_option("--seconds", options->seconds_a_step, "CPU time spent on each step (0.5)")->type_name("S");
    return [options](Console& console) -> Result<ExitStatus> {
        const Result<std::vector<SpeedRow>> rows = measure_speed(*options, console.progress("measuring"));
        if (!rows) return pass(rows);
        const Machine machine = describe_machine();
        const Json json = {{"version", DACTYL_VERSION},
                           {"extractor_version", extractor_version()},
                           {"matcher_version", matcher_version()},
                           {"processor", machine.processor},
                           {"simd", simd_level()},
                           {"steps", rows_json(*rows)}};
        console.answer(json, fmt::format("dactyl {} (extractor {}, matcher {}) on {}, SIMD {}\n\n{}", DACTYL_VERSION,
                                         extractor_version(), matcher_version(), machine.processor, simd_level(),
                                         speed_table(*rows)));
        return ExitStatus::kOk;
    };
}

}  // namespace

Command bench_command() {
    return {"bench",
            "How fast the engine is on this machine, in a table to paste",
            "  dactyl bench\n"
            "  DACTYL_SIMD=scalar dactyl bench --seconds 2 --json\n"
            "  dactyl bench scale --gallery 1000000 --mates prints/",
            declare,
            {bench_scale_command()}};
}

}  // namespace dactyl::cli
