#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "datasets/synthetic/generator.hpp"
#include "datasets/synthetic/population/population.hpp"
#include "engine/cli/commands.hpp"
#include "engine/image/files/picture_file.hpp"
#include "templates/codec/native.hpp"

namespace dactyl::cli {
namespace {

struct Options {
    std::filesystem::path output;
    SyntheticRequest request;
    std::string difficulty = std::string(to_string(Difficulty::kNormal));
    std::string sensor = std::string(to_string(SyntheticDevice::kOptical));
    double rotation = -1;  // below 0: as people turn their fingers
    double dpi = kInternalDpi.value();
    std::uint32_t fingers = 0;  // 0: one picture
    std::uint32_t impressions = 1;
    int threads = 0;
    bool templates_only = false;
};

Result<void> write_print(const Options& options) {
    const Result<GrayImage> print = generate_print(options.request);
    if (!print) return pass(print);
    return write_png(options.output, print->view());
}

Result<PopulationReport> write_folder(const Options& options, Console& console) {
    PopulationOptions population;
    population.folder = options.output;
    population.fingers = options.fingers;
    population.impressions = options.impressions;
    population.print = options.request;
    population.threads = options.threads;
    if (options.templates_only) {
        return write_template_population(population, encode_native, console.progress("drawing templates"));
    }
    return write_population(population, console.progress("drawing prints"));
}

Result<ExitStatus> run(Options options, Console& console) {
    options.request.dpi = Dpi(options.dpi);
    options.request.difficulty = parse_difficulty(options.difficulty).value_or(Difficulty::kNormal);
    options.request.sensor = parse_synthetic_device(options.sensor).value_or(SyntheticDevice::kOptical);
    if (options.rotation >= 0) options.request.rotation = options.rotation;
    if (const Result<void> valid = options.request.check(); !valid) return pass(valid);
    if (options.templates_only && options.fingers == 0) {
        return fail(ErrorCode::kInvalidArgument, "--templates-only writes a folder: say how many with --fingers");
    }
    PopulationReport report;
    if (options.fingers == 0) {
        if (const Result<void> done = write_print(options); !done) return pass(done);
        report.written = 1;
    } else {
        const Result<PopulationReport> done = write_folder(options, console);
        if (!done) return pass(done);
        report = *done;
    }
    std::string text = fmt::format("{} print{} of nobody: {}\n", report.written, report.written == 1 ? "" : "s",
                                   options.output.string());
    if (report.kept > 0) text += fmt::format("{} were there already\n", report.kept);
    console.answer(
        {{"output", options.output.string()}, {"pictures", report.written + report.kept}, {"kept", report.kept}}, text);
    return ExitStatus::kOk;
}

Action declare(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("OUTPUT,-o,--out", options->output, "The PNG to write; with --fingers, the folder")->required();
    app.add_option("--seed", options->request.seed, "Of the whole population")->type_name("N")->capture_default_str();
    app.add_option("--finger", options->request.finger, "Which finger of it; with --fingers, the first")
        ->type_name("N")
        ->capture_default_str();
    app.add_option("--impression", options->request.impression, "Which placement; with --fingers, the first of each")
        ->type_name("N")
        ->capture_default_str();
    app.add_option("--fingers", options->fingers, "Draw a set of this many fingers, FINGER_IMPRESSION.png each")
        ->type_name("N")
        ->check(CLI::Range(1, 10'000'000));
    app.add_option("--impressions", options->impressions, "Placements of each finger of the set")
        ->type_name("N")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    app.add_option("--difficulty", options->difficulty, "How hard the placement is: easy, normal, hard")
        ->type_name("WORD")
        ->check(CLI::IsMember({"easy", "normal", "hard"}))
        ->capture_default_str();
    app.add_option("--sensor", options->sensor, "What it is taken with: optical, capacitive, thermal, small")
        ->type_name("WORD")
        ->check(CLI::IsMember({"optical", "capacitive", "thermal", "small"}))
        ->capture_default_str();
    app.add_option("--rotation", options->rotation, "Turn by any angle up to DEG either way, 0 to 180; else as people do")
        ->type_name("DEG")
        ->check(CLI::Range(0.0, 180.0));
    app.add_option("--width", options->request.width, "Pixels")->type_name("N")->capture_default_str();
    app.add_option("--height", options->request.height, "Pixels")->type_name("N")->capture_default_str();
    app.add_option("--dpi", options->dpi, "Resolution of the picture")->type_name("N")->capture_default_str();
    app.add_option("--threads", options->threads, "0 for all of the machine")
        ->type_name("N")
        ->check(CLI::Range(0, 1024))
        ->capture_default_str();
    app.add_flag("--templates-only", options->templates_only, "Templates without pictures, thousands a second");
    return [options](Console& console) { return run(*options, console); };
}

}  // namespace

Command synth_command() {
    return {"synth",
            "Draw prints of nobody, the same for the same seed on every machine",
            "  dactyl synth finger.png --seed 7 --finger 3 --impression 2\n"
            "  dactyl synth prints/ --fingers 20 --impressions 4 --difficulty hard\n"
            "  dactyl synth --fingers 10000 --impressions 1 --templates-only --out gallery/",
            declare,
            {}};
}

}  // namespace dactyl::cli
