#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/cli/answers.hpp"
#include "engine/cli/card_rules.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/holder_action.hpp"

namespace dactyl::cli {
namespace {

struct Options : HolderOptions {
    std::string kind;
    std::string number;
    std::string alias;
    std::vector<std::uint64_t> fingers;
    CardRuleOptions rules;
    std::string pin;
    std::string partner;
};

Result<ExitStatus> show(Console& console, std::string_view done, const Result<Card>& card) {
    if (!card) return pass(card);
    console.answer(to_json(*card), fmt::format("{}:\n{}", done, in_words(std::vector<Card>{*card})));
    return ExitStatus::kOk;
}

Result<ExitStatus> link(Console& console, Service& service, const IdentityNumber& holder, const Options& options) {
    const Result<std::string> number = secret_text(options.number, "card number");
    if (!number) return pass(number);
    CardRequest request{*parse_card_kind(options.kind), *number, options.alias, {}, {}};
    const Result<CardDetails> details = changed(request.details, options.rules);
    if (!details) return pass(details);
    request.details = *details;
    for (const std::uint64_t finger : options.fingers) request.fingers.emplace_back(finger);
    return show(console, "Linked", service.link_card(holder, request));
}

Action declare_link(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("--kind", options->kind, "debit, credit, social-security, shopping, transit, membership or other")
        ->type_name("KIND")
        ->required()
        ->check([](const std::string& text) {
            return parse_card_kind(text) ? std::string()
                                         : fmt::format("'{}' is no kind of card; see the description of --kind", text);
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
    add_card_rules(app, options->rules);
    return holder_action(app, options, link);
}

Action declare_list(CLI::App& app) {
    const auto run = [](Console& console, Service& service, const IdentityNumber& holder,
                        const Options&) -> Result<ExitStatus> {
        const Result<std::vector<Card>> cards = service.cards(holder);
        if (!cards) return pass(cards);
        Json json = {{"cards", Json::array()}};
        for (const Card& card : *cards) json["cards"].push_back(to_json(card));
        console.answer(json, cards->empty() ? "No cards yet; `dactyl card link` binds one\n" : in_words(*cards));
        return ExitStatus::kOk;
    };
    return holder_action(app, std::make_shared<Options>(), run);
}

// freeze, unfreeze and unlink name one card of the holder.
std::shared_ptr<Options> with_card(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("--card", options->alias, "The card's alias")->type_name("ALIAS")->required();
    return options;
}

template <CardStatus kStatus>
Action declare_status(CLI::App& app) {
    const auto run = [](Console& console, Service& service, const IdentityNumber& holder, const Options& options) {
        constexpr std::string_view kDone = kStatus == CardStatus::kFrozen ? "Frozen"
                                           : kStatus == CardStatus::kLost ? "Reported lost"
                                                                          : "Active again";
        return show(console, kDone, service.set_card_status(holder, options.alias, kStatus));
    };
    return holder_action(app, with_card(app), run);
}

Action declare_rules(CLI::App& app) {
    auto options = with_card(app);
    add_card_rules(app, options->rules);
    const auto run = [](Console& console, Service& service, const IdentityNumber& holder,
                        const Options& given) -> Result<ExitStatus> {
        const Result<std::vector<Card>> cards = service.cards(holder);
        if (!cards) return pass(cards);
        CardDetails details;
        for (const Card& card : *cards) {
            if (card.alias == given.alias) details = card.details;
        }
        const Result<CardDetails> wanted = changed(details, given.rules);
        if (!wanted) return pass(wanted);
        return show(console, "Its rules are changed", service.set_card_details(holder, given.alias, *wanted));
    };
    return holder_action(app, options, run);
}

Action declare_pin(CLI::App& app) {
    auto options = with_card(app);
    app.add_option("--pin", options->pin, "6 to 12 digits; - reads a line of standard input; empty takes it away")
        ->type_name("PIN")
        ->required();
    const auto run = [](Console& console, Service& service, const IdentityNumber& holder,
                        const Options& given) -> Result<ExitStatus> {
        const Result<std::string> pin = secret_text(given.pin, "PIN");
        if (!pin) return pass(pin);
        return show(console, "Its PIN is changed", service.set_card_pin(holder, given.alias, *pin));
    };
    return holder_action(app, options, run);
}

Action declare_bind(CLI::App& app) {
    auto options = with_card(app);
    app.add_option("--finger", options->fingers, "Ids of the fingers, see `holder show`")->type_name("ID")->required();
    const auto run = [](Console& console, Service& service, const IdentityNumber& holder,
                        const Options& given) -> Result<ExitStatus> {
        Result<Card> bound = fail(ErrorCode::kInvalidArgument, "no finger is named");
        for (const std::uint64_t finger : given.fingers) {
            bound = service.bind_finger(holder, given.alias, FingerId(finger));
            if (!bound) return pass(bound);
        }
        return show(console, "Opened by one finger more", bound);
    };
    return holder_action(app, options, run);
}

Action declare_share(CLI::App& app) {
    auto options = with_card(app);
    app.add_option("--with", options->partner, "ID number of the other holder; - reads a line of standard input")
        ->type_name("NUMBER")
        ->required();
    const auto run = [](Console& console, Service& service, const IdentityNumber& holder,
                        const Options& given) -> Result<ExitStatus> {
        const Result<IdentityNumber> partner = identity_number(given.partner);
        if (!partner) return pass(partner);
        return show(console, "Now opened by both together", service.share_card(holder, given.alias, *partner));
    };
    return holder_action(app, options, run);
}

Action declare_unlink(CLI::App& app) {
    const auto run = [](Console& console, Service& service, const IdentityNumber& holder,
                        const Options& options) -> Result<ExitStatus> {
        if (const Result<void> done = service.unlink_card(holder, options.alias); !done) return pass(done);
        console.answer({{"unlinked", options.alias}}, fmt::format("Unlinked: {}\n", options.alias));
        return ExitStatus::kOk;
    };
    return holder_action(app, with_card(app), run);
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
                {"lost",
                 "Nobody opens this card any more",
                 "  dactyl card lost" + id + " --card debit",
                 declare_status<CardStatus::kLost>,
                 {}},
                {"rules",
                 "What a card asks for beyond a finger",
                 "  dactyl card rules" + id + " --card debit --max-amount 50000 --hours 08:00-20:00\n" +
                     "  dactyl card rules" + id + " --card debit --duress 4 --decoy shopping",
                 declare_rules,
                 {}},
                {"pin",
                 "Give a card a PIN for when fingers fail",
                 "  dactyl card pin" + id + " --card debit --pin -",
                 declare_pin,
                 {}},
                {"bind",
                 "Let another finger open a card",
                 "  dactyl card bind" + id + " --card debit --finger 4",
                 declare_bind,
                 {}},
                {"share",
                 "Make a card one that two people open together",
                 "  dactyl card share" + id + " --card debit --with -",
                 declare_share,
                 {}},
                {"unlink",
                 "Take a card away from a holder",
                 "  dactyl card unlink" + id + " --card debit",
                 declare_unlink,
                 {}},
            }};
}

}  // namespace dactyl::cli
