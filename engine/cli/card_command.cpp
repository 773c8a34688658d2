#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/cli/answers.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/secret_input.hpp"
#include "engine/cli/store_options.hpp"

namespace dactyl::cli {
namespace {

struct Options {
    StoreOptions store;
    std::optional<std::string> id;
    std::string kind;
    std::string number;
    std::string alias;
    std::vector<std::uint64_t> fingers;
};

// Every card command names a holder and opens the store; then `run` does its work.
template <class Run>
Action card_action(CLI::App& app, std::shared_ptr<Options> options, Run run) {
    add_id_option(app, options->id, true);
    add_store_options(app, options->store);
    return [options, run](Console& console) -> Result<ExitStatus> {
        const Result<ResidentId> holder = resident_id(options->id);
        if (!holder) return pass(holder);
        Result<Service> service = open_store(options->store);
        if (!service) return pass(service);
        return run(console, *service, *holder, *options);
    };
}

Result<ExitStatus> show(Console& console, std::string_view done, const Result<Card>& card) {
    if (!card) return pass(card);
    console.answer(to_json(*card), fmt::format("{}:\n{}", done, in_words(std::vector<Card>{*card})));
    return ExitStatus::kOk;
}

Result<ExitStatus> link(Console& console, Service& service, const ResidentId& holder, const Options& options) {
    const Result<std::string> number = secret_text(options.number, "card number");
    if (!number) return pass(number);
    CardRequest request{*parse_card_kind(options.kind), *number, options.alias, {}};
    for (const std::uint64_t finger : options.fingers) request.fingers.emplace_back(finger);
    return show(console, "Linked", service.link_card(holder, request));
}

Action declare_link(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("--kind", options->kind, "debit, credit, social-security, shopping or other")
        ->type_name("KIND")
        ->required()
        ->check([](const std::string& text) {
            return parse_card_kind(text)
                       ? std::string()
                       : fmt::format("'{}' is none of debit, credit, social-security, shopping, other", text);
        });
    app.add_option("--number", options->number,
                   "The card's number; - reads a line from standard input, after that of --id -")
        ->type_name("NUMBER")
        ->required();
    app.add_option("--alias", options->alias, "The holder's own word for the card; its kind when not given")
        ->type_name("ALIAS");
    app.add_option("--finger", options->fingers,
                   "Ids of the fingers that open it (see `holder show`); all when not given")
        ->type_name("ID");
    return card_action(app, options, link);
}

Action declare_list(CLI::App& app) {
    const auto run = [](Console& console, Service& service, const ResidentId& holder,
                        const Options&) -> Result<ExitStatus> {
        const Result<std::vector<Card>> cards = service.cards(holder);
        if (!cards) return pass(cards);
        Json json = {{"cards", Json::array()}};
        for (const Card& card : *cards) json["cards"].push_back(to_json(card));
        console.answer(json, cards->empty() ? "No cards yet; `dactyl card link` binds one\n" : in_words(*cards));
        return ExitStatus::kOk;
    };
    return card_action(app, std::make_shared<Options>(), run);
}

// freeze, unfreeze and unlink name one card of the holder.
std::shared_ptr<Options> with_card(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("--card", options->alias, "The card's alias")->type_name("ALIAS")->required();
    return options;
}

template <CardStatus kStatus>
Action declare_status(CLI::App& app) {
    const auto run = [](Console& console, Service& service, const ResidentId& holder, const Options& options) {
        return show(console, kStatus == CardStatus::kFrozen ? "Frozen" : "Active again",
                    service.set_card_status(holder, options.alias, kStatus));
    };
    return card_action(app, with_card(app), run);
}

Action declare_unlink(CLI::App& app) {
    const auto run = [](Console& console, Service& service, const ResidentId& holder,
                        const Options& options) -> Result<ExitStatus> {
        if (const Result<void> done = service.unlink_card(holder, options.alias); !done) return pass(done);
        console.answer({{"unlinked", options.alias}}, fmt::format("Unlinked: {}\n", options.alias));
        return ExitStatus::kOk;
    };
    return card_action(app, with_card(app), run);
}

}  // namespace

Command card_command() {
    const std::string id = " --id 119999190001010011";
    return {"card",
            "The cards that a holder's fingers open",
            "",
            nullptr,
            {
                {"link",
                 "Bind a card to a holder",
                 "  dactyl card link" + id + " --kind debit --number 9999991000000004\n" + "  dactyl card link" + id +
                     " --kind shopping --number A1234567 --alias mall --finger 3",
                 declare_link,
                 {}},
                {"list", "The cards of a holder", "  dactyl card list" + id, declare_list, {}},
                {"freeze",
                 "Nobody opens this card until it is unfrozen",
                 "  dactyl card freeze" + id + " --card debit",
                 declare_status<CardStatus::kFrozen>,
                 {}},
                {"unfreeze",
                 "Make a frozen card usable again",
                 "  dactyl card unfreeze" + id + " --card debit",
                 declare_status<CardStatus::kActive>,
                 {}},
                {"unlink",
                 "Take a card away from a holder",
                 "  dactyl card unlink" + id + " --card debit",
                 declare_unlink,
                 {}},
            }};
}

}  // namespace dactyl::cli
