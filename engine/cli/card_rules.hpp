#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/accounts/card.hpp"
#include "engine/core/result.hpp"

namespace CLI {
class App;
}

namespace dactyl::cli {

/// What the command line says about a card's details; what is not said stays as it is.
struct CardRuleOptions {
    std::optional<std::string> issuer;
    std::optional<std::string> expires;  ///< "2029-12"
    bool make_default = false;
    std::optional<double> max_fmr;
    std::optional<bool> second_finger;
    std::optional<int> pin_after;
    std::optional<std::uint64_t> max_amount;
    std::optional<bool> offline;
    std::optional<std::string> hours;  ///< "08:00-20:00"
    std::vector<std::string> terminals;
    std::vector<std::uint64_t> duress;
    std::optional<std::uint64_t> decoy;
};

/// `options` must live as long as the app's parsing.
void add_card_rules(CLI::App& app, CardRuleOptions& options);

/// The details with what was said. Errors: kInvalidArgument.
Result<CardDetails> changed(CardDetails details, const CardRuleOptions& options);

}  // namespace dactyl::cli
