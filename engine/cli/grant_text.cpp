#include "engine/cli/grant_text.hpp"

#include <charconv>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace dactyl::cli {

void add_grant_options(CLI::App& app, GrantOptions& options) {
    app.add_option("--for-terminal", options.terminal, "The terminal that asks")->type_name("NAME");
    app.add_option("--challenge", options.challenge, "What it gave, fresh for each request")->type_name("HEX");
    app.add_option("--amount", options.amount, "In the smallest unit")->type_name("N");
}

Result<GrantPurpose> grant_purpose(const GrantOptions& options) {
    auto challenge = bytes_from_hex(options.challenge, "the challenge");
    if (!challenge) return pass(challenge);
    GrantPurpose purpose{options.terminal, std::move(*challenge), options.amount};
    if (auto checked = purpose.check(); !checked) return pass(checked);
    return purpose;
}

Result<Bytes> bytes_from_hex(std::string_view text, std::string_view what) {
    Bytes bytes;
    for (std::size_t at = 0; at < text.size(); at += 2) {
        const auto pair = text.substr(at, 2);
        unsigned value = 0;
        const auto [end, error] = std::from_chars(pair.data(), pair.data() + pair.size(), value, 16);
        if (pair.size() != 2 || error != std::errc() || end != pair.data() + pair.size()) {
            return fail(ErrorCode::kInvalidArgument, fmt::format("{} is not in hexadecimal", what));
        }
        bytes.push_back(static_cast<std::byte>(value));
    }
    return bytes;
}

}  // namespace dactyl::cli
