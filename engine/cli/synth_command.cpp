#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "datasets/synthetic/generator.hpp"
#include "engine/cli/commands.hpp"
#include "engine/core/atomic_file.hpp"
#include "engine/image/files/picture_file.hpp"

namespace dactyl::cli {
namespace {

struct Options {
    std::filesystem::path output;
    SyntheticRequest request;
    double dpi = kInternalDpi.value();
    std::uint32_t fingers = 0;  // 0: one picture
    std::uint32_t impressions = 1;
};

Result<void> write_print(const SyntheticRequest& request, const std::filesystem::path& path) {
    const Result<GrayImage> print = generate_print(request);
    if (!print) return pass(print);
    return write_png(path, print->view());
}

// A folder that `dactyl evaluate` and read_dataset() understand: FINGER_IMPRESSION.png and dpi.txt.
Result<void> write_set(const Options& options, Console& console) {
    std::error_code error;
    std::filesystem::create_directories(options.output, error);
    if (error) {
        return fail(ErrorCode::kUnwritable,
                    fmt::format("folder {} cannot be made: {}", options.output.string(), error.message()));
    }
    const auto dpi = write_file_atomically(options.output / "dpi.txt", fmt::format("{}\n", options.dpi));
    if (!dpi) return dpi;
    const ProgressCallback progress = console.progress("drawing prints");
    const std::size_t total = std::size_t{options.fingers} * options.impressions;
    for (std::size_t i = 0; i < total; ++i) {
        SyntheticRequest request = options.request;
        request.finger += static_cast<std::uint32_t>(i / options.impressions);
        request.impression += static_cast<std::uint32_t>(i % options.impressions);
        const auto name = fmt::format("{}_{}.png", request.finger + 1, request.impression + 1);
        if (const Result<void> done = write_print(request, options.output / name); !done) return done;
        progress(i + 1, total);
    }
    return {};
}

Result<ExitStatus> run(Options options, Console& console) {
    options.request.dpi = Dpi(options.dpi);
    if (const Result<void> valid = options.request.check(); !valid) return pass(valid);
    const bool set = options.fingers > 0;
    const Result<void> done = set ? write_set(options, console) : write_print(options.request, options.output);
    if (!done) return pass(done);
    const std::size_t pictures = set ? std::size_t{options.fingers} * options.impressions : 1;
    console.answer(
        {{"output", options.output.string()}, {"pictures", pictures}},
        fmt::format("{} print{} of nobody: {}\n", pictures, pictures == 1 ? "" : "s", options.output.string()));
    return ExitStatus::kOk;
}

Action declare(CLI::App& app) {
    static const std::map<std::string, Difficulty> kDifficulties = {
        {"easy", Difficulty::kEasy}, {"normal", Difficulty::kNormal}, {"hard", Difficulty::kHard}};
    auto options = std::make_shared<Options>();
    app.add_option("OUTPUT", options->output, "The PNG to write; with --fingers, the folder")->required();
    app.add_option("--seed", options->request.seed, "Of the whole population")->type_name("N")->capture_default_str();
    app.add_option("--finger", options->request.finger, "Which finger of it; with --fingers, the first")
        ->type_name("N")
        ->capture_default_str();
    app.add_option("--impression", options->request.impression, "Which placement; with --fingers, the first of each")
        ->type_name("N")
        ->capture_default_str();
    app.add_option("--fingers", options->fingers, "Draw a set of this many fingers, FINGER_IMPRESSION.png each")
        ->type_name("N")
        ->check(CLI::Range(1, 1'000'000));
    app.add_option("--impressions", options->impressions, "Placements of each finger of the set")
        ->type_name("N")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    app.add_option("--difficulty", options->request.difficulty, "How hard the placement is: easy, normal, hard")
        ->type_name("WORD")
        ->transform(CLI::CheckedTransformer(kDifficulties));
    app.add_option("--width", options->request.width, "Pixels")->type_name("N")->capture_default_str();
    app.add_option("--height", options->request.height, "Pixels")->type_name("N")->capture_default_str();
    app.add_option("--dpi", options->dpi, "Resolution of the picture")->type_name("N")->capture_default_str();
    return [options](Console& console) { return run(*options, console); };
}

}  // namespace

Command synth_command() {
    return {"synth",
            "Draw prints of nobody, the same for the same seed on every machine",
            "  dactyl synth finger.png --seed 7 --finger 3 --impression 2\n"
            "  dactyl synth prints/ --fingers 20 --impressions 4 --difficulty hard",
            declare,
            {}};
}

}  // namespace dactyl::cli
