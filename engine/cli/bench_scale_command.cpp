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
    std::filesystem::path plots;
};

std::string heading() {
    return fmt::format("dactyl {} (extractor {}, matcher {}) on {}, SIMD {}", DACTYL_VERSION, extractor_version(),
                       matcher_version(), describe_machine().processor, simd_level());
}

// In a page, where charts usually stand, an SVG needs no namespace; a file of its own does.
std::string standalone(std::string svg) {
    constexpr std::string_view kOpening = "<svg ";
    return svg.replace(0, kOpening.size(), "<svg xmlns='http://www.w3.org/2000/svg' ");
}

Json points_json(const ScaleReport& report) {
    Json points = Json::array();
    for (const ScalePoint& p : report.points) {
        points.push_back({{"fingers", p.fingers},
                          {"wall_seconds", p.wall_seconds},
                          {"vote_cpu_seconds", p.vote_seconds},
                          {"second_vote_cpu_seconds", p.second_vote_seconds},
                          {"compare_cpu_seconds", p.compare_seconds},
                          {"voted_again", p.voted_again},
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
            {"sealed_bytes_per_second", report.sealing.bytes_a_second()},
            {"sealed_bytes_per_cpu_second", report.sealing.bytes_a_cpu_second()},
            {"extraction_ms", report.peer.ours_ms},
            {"mindtct_ms", report.peer.theirs_ms},
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
    if (!options.plots.empty()) {
        for (const auto& [name, plot] :
             {std::pair("latency.svg", latency_plot(*report)), {"hits.svg", hit_plot(*report)}}) {
            const auto written = write_file_atomically(options.plots / name, standalone(plot));
            if (!written) return pass(written);
        }
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
    app.add_option("--shortlist", scale.shortlist.share, "Share of the gallery that the vote lets through")
        ->type_name("SHARE")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    app.add_option("--per-root", scale.shortlist.per_root,
                   "Prints that the second vote lets through, times the root of the gallery's size")
        ->type_name("N")
        ->check(CLI::Range(0.0, 1000.0))
        ->capture_default_str();
    app.add_option("--seal", scale.seal, "Seal the drawn fingers into this file, for later runs")->type_name("FILE");
    app.add_option("--sealed", scale.sealed, "Take the fingers from such files instead of drawing them")
        ->type_name("FILE");
    app.add_option("--plots", options->plots, "Write the diagrams into this folder")->type_name("DIR");
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
