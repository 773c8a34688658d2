#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/cli/commands.hpp"
#include "engine/cli/drawings.hpp"
#include "engine/cli/print_input.hpp"
#include "engine/match/compare.hpp"
#include "engine/service/policy.hpp"

namespace dactyl::cli {
namespace {

struct Options {
    std::string a;
    std::string b;
    std::optional<double> dpi;
    std::string drawing;
};

std::string meaning_of(Score score, bool same) {
    const double strangers = std::pow(10.0, score.value() / 10);
    const std::string rate = strangers < 2 ? std::string("any stranger may score as high")
                                           : fmt::format("one stranger in {:.0f} scores as high", strangers);
    return fmt::format("{}: {}", same ? "the same finger" : "not the same finger, as far as can be seen", rate);
}

Result<ExitStatus> run(const Options& options, Console& console) {
    const Result<DrawnPrint> a = read_print(options.a, options.dpi);
    if (!a) return pass(a);
    const Result<DrawnPrint> b = read_print(options.b, options.dpi);
    if (!b) return pass(b);
    MatchScratch scratch;
    const Explanation found = explain(Probe(a->print), Reference(b->print), scratch);
    const bool same = found.score >= Policy{}.verify_threshold();
    if (!options.drawing.empty()) {
        if (const auto drawn = write_png(options.drawing, draw_pairing(*a, *b, found)); !drawn) return pass(drawn);
    }
    const std::string meaning = meaning_of(found.score, same);
    Json json = {{"a", options.a},
                 {"b", options.b},
                 {"score", found.score.value()},
                 {"same", same},
                 {"meaning", meaning},
                 {"similarity", found.similarity},
                 {"pairs", found.pairs.size()},
                 {"minutiae", {a->print.minutiae.size(), b->print.minutiae.size()}}};
    std::string text = fmt::format("score {:.1f}  {}\n{} pairs among {} and {} minutiae\n", found.score.value(),
                                   meaning, found.pairs.size(), a->print.minutiae.size(), b->print.minutiae.size());
    if (!options.drawing.empty()) {
        json["drawing"] = options.drawing;
        text += fmt::format("picture {}\n", options.drawing);
    }
    console.answer(json, text);
    return same ? ExitStatus::kOk : ExitStatus::kNo;
}

Action declare(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("A", options->a, "The probe: a picture or a native template")->required();
    app.add_option("B", options->b, "The reference: a picture or a native template")->required();
    app.add_option("--dpi", options->dpi, "True resolution of the pictures, 100 to 2000; 500 when not given")
        ->type_name("N");
    app.add_option("--draw", options->drawing, "Draw both prints with their paired minutiae into this PNG")
        ->type_name("FILE");
    return [options](Console& console) { return run(*options, console); };
}

}  // namespace

Command match_command() {
    return {"match",
            "Compare two prints: score, what it means, and which minutiae were paired",
            "  dactyl match a.png b.png --draw pairing.png\n"
            "  dactyl match a.dctl b.dctl --json",
            declare,
            {}};
}

}  // namespace dactyl::cli
