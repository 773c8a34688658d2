#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/cli/answers.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/grant_text.hpp"
#include "engine/cli/holder_action.hpp"
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
    GrantOptions purpose;
    std::string second;
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
        std::optional<IdentityNumber> number;
        if (options->number) {
            Result<IdentityNumber> parsed = identity_number(options->number);
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

Result<ExitStatus> unlock(Console& console, const Options& options) {
    std::optional<IdentityNumber> number;
    if (options.number) {
        Result<IdentityNumber> parsed = identity_number(options.number);
        if (!parsed) return pass(parsed);
        number = std::move(*parsed);
    }
    const auto purpose = grant_purpose(options.purpose);
    if (!purpose) return pass(purpose);
    Result<Service> service = open_store(options.store);
    if (!service) return pass(service);
    const Result<Capture> capture = take_print(options.source);
    if (!capture) return pass(capture);
    UnlockRequest request{number, capture->image.view(), {}, options.card, *purpose};
    std::optional<Capture> second;
    if (!options.second.empty()) {
        Result<Capture> taken = take_print({options.second, "", options.source.dpi});
        if (!taken) return pass(taken);
        request.second_print = second.emplace(std::move(*taken)).image.view();
    }
    return show(console, service->unlock(request));
}

Action declare_unlock(CLI::App& app) {
    auto options = declare_common(app);
    add_id_option(app, options->number, false);
    app.add_option("--card", options->card, "Which card, by its alias; not needed where the finger opens just one")
        ->type_name("ALIAS");
    app.add_option("--second", options->second, "Picture of the second finger, where the card asks for one")
        ->type_name("PATH");
    add_grant_options(app, options->purpose);
    return [options](Console& console) { return unlock(console, *options); };
}

struct PinOptions : HolderOptions {
    std::string card;
    std::string pin;
    GrantOptions purpose;
};

Action declare_unlock_pin(CLI::App& app) {
    auto options = std::make_shared<PinOptions>();
    app.add_option("--card", options->card, "Which card, by its alias")->type_name("ALIAS")->required();
    app.add_option("--pin", options->pin, "The PIN; - reads a line of standard input")->type_name("PIN")->required();
    add_grant_options(app, options->purpose);
    return holder_action(app, options,
                         [](Console& console, Service& service, const IdentityNumber& number,
                            const PinOptions& given) -> Result<ExitStatus> {
                             const Result<std::string> pin = secret_text(given.pin, "PIN");
                             if (!pin) return pass(pin);
                             const auto purpose = grant_purpose(given.purpose);
                             if (!purpose) return pass(purpose);
                             const auto answer = service.unlock_with_pin(number, given.card, *pin, *purpose);
                             if (!answer) return pass(answer);
                             console.answer(to_json(*answer), in_words(*answer));
                             return status_of(*answer);
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

Command unlock_pin_command() {
    return {"unlock-pin",
            "Open a card by its PIN, where its rules allow that after so many refused fingers",
            "  dactyl unlock-pin --id 119999190001010011 --card debit --pin -",
            declare_unlock_pin,
            {}};
}

}  // namespace dactyl::cli
