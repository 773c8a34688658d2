#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "bench/scale/scale.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/machine.hpp"
#include "engine/core/atomic_file.hpp"
#include "engine/extract/extract.hpp"
#include "engine/match/compare.hpp"
#include "engine/simd/level.hpp"

namespace dactyl::cli {
namespace {

struct Options {
    ScaleOptions scale;
    std::filesystem::path report;
};

std::string heading() {
    return fmt::format("dactyl {} (extractor {}, matcher {}) on {}, SIMD {}", DACTYL_VERSION, extractor_version(),
                       matcher_version(), describe_machine().processor, simd_level());
}

Json points_json(const ScaleReport& report) {
    Json points = Json::array();
    for (const ScalePoint& p : report.points) {
        points.push_back({{"fingers", p.fingers},
                          {"wall_seconds", p.wall_seconds},
                          {"vote_cpu_seconds", p.vote_seconds},
                          {"compare_cpu_seconds", p.compare_seconds},
                          {"shortlisted", p.shortlisted},
                          {"fully_compared", p.fully_compared},
                          {"real", {{"searches", p.real}, {"rank1", p.real_hits}, {"lost", p.real_lost}}},
                          {"drawn", {{"searches", p.drawn}, {"rank1", p.drawn_hits}, {"lost", p.drawn_lost}}},
                          {"fnir100", p.fnir100},
                          {"exhaustive_fnir100", p.exhaustive_fnir100}});
    }
    return points;
}

Json report_json(const ScaleReport& report) {
    return {{"threads", report.options.threads},
            {"simd", simd_level()},
            {"read_bytes_per_second", report.limits.read_bytes_a_second},
            {"popcounts_per_second", report.limits.popcounts_a_second},
            {"gate_comparisons_per_second", report.gate_comparisons_a_second},
            {"batch_fingers_per_second", report.batch_fingers_a_second},
            {"bytes_per_finger", report.bytes_a_finger},
            {"build_cpu_seconds", report.build_cpu_seconds},
            {"add_median_ms", report.add_median_ms},
            {"add_most_ms", report.add_most_ms},
            {"growth_exponent", report.growth},
            {"sizes", points_json(report)}};
}

Result<ExitStatus> run(const Options& options, Console& console) {
    const auto report = measure_scale(options.scale, console.progress("filling the gallery"));
    if (!report) return pass(report);
    if (!options.report.empty()) {
        const auto written = write_file_atomically(options.report, scale_page(*report, heading()));
        if (!written) return pass(written);
    }
    console.answer(report_json(*report), heading() + "\n\n" + scale_table(*report));
    return ExitStatus::kOk;
}

Action declare(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    ScaleOptions& scale = options->scale;
    app.add_option("--gallery", scale.gallery, "Drawn fingers in the gallery, 2 KB of memory each")
        ->type_name("N")
        ->check(CLI::Range(10'000, 10'000'000))
        ->capture_default_str();
    app.add_option("--mates", scale.mates, "Folders of real prints that are hidden among them")->type_name("DIR");
    app.add_option("--searches", scale.searches, "Searches of each kind of mates, at every size")
        ->type_name("N")
        ->check(CLI::Range(1, 10'000))
        ->capture_default_str();
    app.add_option("--threads", scale.threads, "Threads of a search")
        ->type_name("N")
        ->check(CLI::Range(1, 1024))
        ->capture_default_str();
    app.add_option("--seed", scale.seed, "Of the drawn fingers")->type_name("N")->capture_default_str();
    app.add_option("--shortlist", scale.shortlist.share, "Share of the gallery that the candidate stage lets through")
        ->type_name("SHARE")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    app.add_option("--report", options->report, "Write a page with diagrams here")->type_name("FILE.html");
    return [options](Console& console) { return run(*options, console); };
}

}  // namespace

Command bench_scale_command() {
    return {"scale",
            "How fast and how surely a finger is found among a million",
            "  dactyl bench scale --gallery 100000\n"
            "  dactyl bench scale --gallery 1000000 --mates prints/ --report scale.html",
            declare,
            {}};
}

}  // namespace dactyl::cli
