#include "engine/cli/card_rules.hpp"

#include <charconv>

#include <CLI/CLI.hpp>

namespace dactyl::cli {
namespace {

std::optional<int> number_from(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// "08:30" in minutes after midnight.
std::optional<int> minutes_from(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const auto hour = number_from(text.substr(0, 2));
    const auto minute = number_from(text.substr(3));
    if (!hour || !minute || *minute > 59) return std::nullopt;
    return *hour * 60 + *minute;
}

std::optional<std::chrono::year_month> month_from(std::string_view text) {
    if (text.size() != 7 || text[4] != '-') return std::nullopt;
    const auto year = number_from(text.substr(0, 4));
    const auto month = number_from(text.substr(5));
    if (!year || !month || *month < 1) return std::nullopt;
    return std::chrono::year_month(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)));
}

Result<void> set_hours(std::string_view text, CardPolicy& policy) {
    const auto from = minutes_from(text.substr(0, 5));
    const auto until = text.size() == 11 && text[5] == '-' ? minutes_from(text.substr(6)) : std::nullopt;
    if (!from || !until) return fail(ErrorCode::kInvalidArgument, "--hours is written 08:00-20:00");
    policy.open_from = *from;
    policy.open_until = *until;
    return {};
}

}  // namespace

void add_card_rules(CLI::App& app, CardRuleOptions& options) {
    app.add_option("--issuer", options.issuer, "Who gave the card out")->type_name("NAME");
    app.add_option("--expires", options.expires, "The last month in which it is good")->type_name("YYYY-MM");
    app.add_flag("--default", options.make_default, "The card that its kind's name means");
    app.add_option("--max-fmr", options.max_fmr, "Its own rate of false matches, 1e-9 to 0.1; 0: the store's")
        ->type_name("RATE");
    app.add_option("--second-finger", options.second_finger, "Whether another finger is needed too: true or false")
        ->type_name("BOOL");
    app.add_option("--pin-after", options.pin_after, "Refused fingers after which the PIN opens it; 0: never")
        ->type_name("N");
    app.add_option("--max-amount", options.max_amount, "The largest amount, in the smallest unit; 0: any")
        ->type_name("N");
    app.add_option("--offline", options.offline, "Whether grants hold without the store: true or false")
        ->type_name("BOOL");
    app.add_option("--hours", options.hours, "When it may be used")->type_name("HH:MM-HH:MM");
    app.add_option("--terminal", options.terminals, "Terminals that may use it; all when never given")
        ->type_name("NAME");
    app.add_option("--duress", options.duress, "Fingers that open the decoy and raise the silent alarm")
        ->type_name("ID");
    app.add_option("--decoy", options.decoy, "Id of the card that a duress finger opens instead")->type_name("ID");
}

Result<CardDetails> changed(CardDetails details, const CardRuleOptions& options) {
    CardPolicy& policy = details.policy;
    if (options.issuer) details.issuer = *options.issuer;
    if (options.expires) {
        details.expires = month_from(*options.expires);
        if (!details.expires) return fail(ErrorCode::kInvalidArgument, "--expires is written 2029-12");
    }
    if (options.make_default) details.is_default = true;
    if (options.max_fmr) policy.max_fmr = *options.max_fmr;
    if (options.second_finger) policy.second_finger = *options.second_finger;
    if (options.pin_after) policy.pin_after_failures = *options.pin_after;
    if (options.max_amount) policy.max_amount = *options.max_amount;
    if (options.offline) policy.offline_allowed = *options.offline;
    if (options.hours) {
        if (auto set = set_hours(*options.hours, policy); !set) return pass(set);
    }
    if (!options.terminals.empty()) policy.terminals = options.terminals;
    if (!options.duress.empty()) {
        policy.duress.clear();
        for (const std::uint64_t finger : options.duress) policy.duress.emplace_back(finger);
    }
    if (options.decoy) policy.decoy = CardId(*options.decoy);
    if (auto checked = details.check(); !checked) return pass(checked);
    return details;
}

}  // namespace dactyl::cli
