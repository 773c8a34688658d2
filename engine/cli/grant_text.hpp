#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/accounts/grant.hpp"
#include "engine/core/result.hpp"

namespace CLI {
class App;
}

namespace dactyl::cli {

/// What a grant is asked for, on the command line.
struct GrantOptions {
    std::string terminal;
    std::string challenge;  ///< hexadecimal
    std::uint64_t amount = 0;
};

/// `options` must live as long as the app's parsing.
void add_grant_options(CLI::App& app, GrantOptions& options);
/// Errors: kInvalidArgument.
Result<GrantPurpose> grant_purpose(const GrantOptions& options);

/// Errors: kInvalidArgument, naming `what`.
Result<Bytes> bytes_from_hex(std::string_view text, std::string_view what);

}  // namespace dactyl::cli
