#include "engine/cli/secret_input.hpp"

#include <iostream>

#include <CLI/CLI.hpp>

namespace dactyl::cli {

void add_id_option(CLI::App& app, std::optional<std::string>& number, bool required) {
    app.add_option("--id", number, "Resident ID number, or passport:... or foreign-resident:...; - reads a line of standard input")
        ->type_name("NUMBER")
        ->required(required);
}

Result<std::string> secret_text(const std::string& text, const std::string& what) {
    if (text != "-") return text;
    std::string line;
    if (!std::getline(std::cin, line)) return fail(ErrorCode::kUnreadable, "standard input: no line with the " + what);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return line;
}

Result<IdentityNumber> identity_number(const std::optional<std::string>& text) {
    const Result<std::string> number = secret_text(text.value(), "ID number");
    if (!number) return pass(number);
    return IdentityNumber::from_text(*number);
}

}  // namespace dactyl::cli
