#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/cli/answers.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/print_source.hpp"
#include "engine/cli/secret_input.hpp"
#include "engine/cli/store_options.hpp"

namespace dactyl::cli {
namespace {

struct Options {
    StoreOptions store;
    PrintSource source;
    std::optional<std::string> number;
    std::string card;
};

template <class Answer>
Result<ExitStatus> show(Console& console, const Result<Timed<Answer>>& result) {
    if (!result) return pass(result);
    Json json = to_json(result->answer);
    json["timings_ms"] = to_json(result->timings);
    console.answer(json, in_words(result->answer) + in_words(result->timings));
    return status_of(result->answer);
}

// What verify, identify and unlock have in common: a number perhaps, a print, an opened store; then `ask` gets its
// answer.
template <class Ask>
Action recognition(std::shared_ptr<Options> options, Ask ask) {
    return [options, ask](Console& console) -> Result<ExitStatus> {
        std::optional<ResidentId> number;
        if (options->number) {
            Result<ResidentId> parsed = resident_id(options->number);
            if (!parsed) return pass(parsed);
            number = std::move(*parsed);
        }
        Result<Service> service = open_store(options->store);
        if (!service) return pass(service);
        const Result<Capture> capture = take_print(options->source);
        if (!capture) return pass(capture);
        return show(console, ask(*service, number, capture->image.view(), *options));
    };
}

std::shared_ptr<Options> declare_common(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_print_source(app, options->source);
    add_store_options(app, options->store);
    return options;
}

Action declare_verify(CLI::App& app) {
    auto options = declare_common(app);
    add_id_option(app, options->number, true);
    return recognition(options, [](Service& service, const auto& number, ImageView print, const Options&) {
        return service.verify(*number, print);
    });
}

Action declare_identify(CLI::App& app) {
    return recognition(declare_common(app), [](Service& service, const auto&, ImageView print, const Options&) {
        return service.identify(print);
    });
}

Action declare_unlock(CLI::App& app) {
    auto options = declare_common(app);
    add_id_option(app, options->number, false);
    app.add_option("--card", options->card, "Which card, by its alias; not needed where the finger opens just one")
        ->type_name("ALIAS");
    return recognition(options, [](Service& service, const auto& number, ImageView print, const Options& chosen) {
        return service.unlock(number, print, chosen.card);
    });
}

}  // namespace

Command verify_command() {
    return {"verify",
            "1:1: is this the finger of the holder of that ID number?",
            "  dactyl verify --id 119999190001010011 finger.png\n"
            "  echo 119999190001010011 | dactyl verify --id - finger.png --dpi 569",
            declare_verify,
            {}};
}

Command identify_command() {
    return {"identify",
            "1:N: whose finger is this?",
            "  dactyl identify finger.png\n"
            "  dactyl identify --sensor 'synthetic:?seed=7&finger=3&impression=2' --json",
            declare_identify,
            {}};
}

Command unlock_command() {
    return {"unlock",
            "Open a card by a finger, with the holder's ID number (1:1) or without (1:N)",
            "  dactyl unlock finger.png --card debit\n"
            "  dactyl unlock finger.png --id 119999190001010011 --card shopping",
            declare_unlock,
            {}};
}

}  // namespace dactyl::cli
