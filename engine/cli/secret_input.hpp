#pragma once

#include <optional>
#include <string>

#include "engine/accounts/identity_number.hpp"
#include "engine/core/result.hpp"

namespace CLI {
class App;
}

namespace dactyl::cli {

/// Adds --id NUMBER: a resident ID number, or "passport:CHN-E12345678", "foreign-resident:...". "-" reads it from standard input: arguments are seen by everybody on the
/// machine. `number` receives the text.
void add_id_option(CLI::App& app, std::optional<std::string>& number, bool required);

/// The text itself, or for "-" the next line of standard input. Errors: kUnreadable, naming `what`.
Result<std::string> secret_text(const std::string& text, const std::string& what);

/// secret_text(), checked. `text` is there: of a required option.
Result<IdentityNumber> identity_number(const std::optional<std::string>& text);

}  // namespace dactyl::cli
