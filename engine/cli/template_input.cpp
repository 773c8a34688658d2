#include "engine/cli/template_input.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/core/read_file.hpp"

namespace dactyl::cli {
namespace {

/// Far beyond what any form of a few templates takes.
constexpr std::size_t kMostBytes = 64U << 20U;

}  // namespace

void add_format_option(CLI::App& app, const std::string& name, std::string& value, const std::string& description) {
    std::vector<std::string> names;
    for (const TemplateFormat format : template_formats()) names.emplace_back(to_string(format));
    app.add_option(name, value, description)->check(CLI::IsMember(names))->type_name("FORM");
}

void add_template_input(CLI::App& app, TemplateInput& input) {
    app.add_option("FILE", input.path, "A file of templates")->required();
    add_format_option(app, "--from", input.from,
                      "Its form; needed for card-normal and card-compact, which have no mark");
}

Error in_file(const std::string& path, const Error& error) {
    return {error.code, fmt::format("'{}': {}", path, error.message)};
}

Result<LoadedTemplates> load_templates(const TemplateInput& input) {
    auto bytes = read_file(input.path, kMostBytes);
    if (!bytes) return pass(bytes);
    const auto format = input.from.empty() ? detect_template_format(*bytes) : parse_template_format(input.from);
    if (!format) {
        return fail(
            ErrorCode::kUnsupportedFormat,
            fmt::format("'{}' is no template of a form that can be recognised; say it with --from", input.path));
    }
    return LoadedTemplates{std::move(*bytes), *format};
}

}  // namespace dactyl::cli
