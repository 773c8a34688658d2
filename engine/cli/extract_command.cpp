#include <chrono>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/cli/commands.hpp"
#include "engine/cli/drawings.hpp"
#include "engine/cli/print_source.hpp"
#include "engine/cli/stage_pictures.hpp"
#include "engine/core/atomic_file.hpp"
#include "engine/extract/extract.hpp"
#include "templates/codec/native.hpp"

namespace dactyl::cli {
namespace {

struct Options {
    PrintSource source;
    std::string output;
    std::string stages;
    std::string overlay;
    std::string finger = "unknown";
};

struct Extraction {
    Template print;
    double milliseconds = 0;
};

Result<Extraction> extract_timed(const Capture& capture, StageSink* sink, FingerPosition position) {
    const auto start = std::chrono::steady_clock::now();
    Result<Template> print = extract(capture.image, {}, sink);
    const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - start;
    if (!print) return fail(print.error().code, fmt::format("{}: {}", capture.label, print.error().message));
    print->position = position;
    print->impression = capture.impression;
    return Extraction{std::move(*print), spent.count()};
}

Result<void> write_template(const std::string& path, const std::vector<std::byte>& bytes) {
    Result<AtomicFile> file = AtomicFile::open(path, 0600);  // a template is as secret as the print
    if (!file) return pass(file);
    if (const Result<void> written = file->write(std::span(bytes)); !written) return written;
    return file->commit();
}

Result<std::vector<std::string>> write_pictures(const Options& options, const StagePictures& stages,
                                                const Template& print) {
    std::vector<std::string> written;
    std::vector<std::filesystem::path> overlays;
    if (!options.stages.empty()) {
        const auto paths = stages.write(options.stages);
        if (!paths) return pass(paths);
        for (const std::filesystem::path& path : *paths) written.push_back(path.string());
        overlays.push_back(std::filesystem::path(options.stages) /
                           fmt::format("{:02}-minutiae.png", paths->size() + 1));
    }
    if (!options.overlay.empty()) overlays.emplace_back(options.overlay);
    if (overlays.empty()) return written;
    const ColourImage overlay = draw_minutiae({stages.resampled()->clone(), print});
    for (const std::filesystem::path& path : overlays) {
        if (const Result<void> done = write_png(path, overlay); !done) return pass(done);
        written.push_back(path.string());
    }
    return written;
}

Result<ExitStatus> run(const Options& options, Console& console) {
    const Result<Capture> capture = take_print(options.source);
    if (!capture) return pass(capture);
    StagePictures stages(!options.stages.empty());
    const bool pictures = !options.stages.empty() || !options.overlay.empty();
    const Result<Extraction> extraction =
        extract_timed(*capture, pictures ? &stages : nullptr, *parse_finger_position(options.finger));
    if (!extraction) return pass(extraction);
    const Template& print = extraction->print;
    const Result<std::vector<std::byte>> bytes = encode_native(print);
    if (!bytes) return pass(bytes);
    const auto written = write_pictures(options, stages, print);
    if (!written) return pass(written);
    if (!options.output.empty()) {
        if (const Result<void> done = write_template(options.output, *bytes); !done) return pass(done);
    }

    Json json = {{"print", capture->label},
                 {"width", print.width},
                 {"height", print.height},
                 {"quality", print.quality},
                 {"minutiae", print.minutiae.size()},
                 {"template_bytes", bytes->size()},
                 {"extractor_version", print.extractor_version},
                 {"milliseconds", extraction->milliseconds},
                 {"pictures", *written}};
    std::string text =
        fmt::format("{}: quality {}, {} minutiae, {} x {} pixels at 500 dpi, {:.1f} ms\n", capture->label,
                    print.quality, print.minutiae.size(), print.width, print.height, extraction->milliseconds);
    if (!options.output.empty()) {
        json["template"] = options.output;
        text += fmt::format("  template   {}  ({} bytes)\n", options.output, bytes->size());
    }
    for (const std::string& path : *written) text += fmt::format("  picture    {}\n", path);
    console.answer(json, text);
    return ExitStatus::kOk;
}

Action declare(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_print_source(app, options->source);
    app.add_option("-o,--output", options->output, "Write the native template here")->type_name("FILE");
    app.add_option("--stages", options->stages, "Write every stage's map and the minutiae as PNG into this folder")
        ->type_name("DIR");
    app.add_option("--overlay", options->overlay, "Write the minutiae drawn on the print as PNG")->type_name("FILE");
    app.add_option("--finger", options->finger,
                   "Which finger, noted in the template: right-thumb ... left-little, 0 to 10")
        ->type_name("FINGER")
        ->check([](const std::string& text) {
            return parse_finger_position(text) ? std::string() : fmt::format("'{}' is no finger", text);
        });
    return [options](Console& console) { return run(*options, console); };
}

}  // namespace

Command extract_command() {
    return {"extract",
            "Find the minutiae of a print and write its template",
            "  dactyl extract finger.png -o finger.dctl\n"
            "  dactyl extract finger.tif --dpi 569 --stages stages/\n"
            "  dactyl extract --sensor 'synthetic:?seed=7' --overlay overlay.png --json",
            declare,
            {}};
}

}  // namespace dactyl::cli
