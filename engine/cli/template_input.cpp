#include "engine/cli/template_input.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/core/read_file.hpp"

namespace dactyl::cli {
namespace {

/// Far beyond what any form of a few templates takes.
constexpr std::size_t kMostBytes = 64U << 20U;

}  // namespace

void add_format_option(CLI::App& app, const std::string& name, std::string& value, const std::string& description,
                       std::span<const std::string_view> others) {
    std::vector<std::string> names;
    for (const TemplateFormat format : template_formats()) names.emplace_back(to_string(format));
    names.insert(names.end(), others.begin(), others.end());
    app.add_option(name, value, description)->check(CLI::IsMember(names))->type_name("FORM");
}

void add_template_input(CLI::App& app, TemplateInput& input) {
    app.add_option("FILE", input.path, "A file of templates, or a picture or finger image record")->required();
    add_format_option(app, "--from", input.from,
                      "Its form; needed for card-normal, card-compact and raw, which have no mark",
                      std::span(&kRawPixels, 1));
}

std::string_view name_of(const LoadedFile& file) {
    if (file.templates) return to_string(*file.templates);
    return file.picture ? to_string(*file.picture) : kRawPixels;
}

Error in_file(const std::string& path, const Error& error) {
    return {error.code, fmt::format("'{}': {}", path, error.message)};
}

Result<LoadedFile> load_file(const TemplateInput& input) {
    auto bytes = read_file(input.path, kMostBytes);
    if (!bytes) return pass(bytes);
    LoadedFile file{std::move(*bytes), {}, {}};
    if (input.from.empty()) {
        // No picture begins as a template does.
        file.picture = detect_picture_format(file.bytes);
        if (!file.picture) file.templates = detect_template_format(file.bytes);
    } else {
        file.templates = parse_template_format(input.from);
    }
    if (!file.picture && !file.templates && input.from != kRawPixels) {
        return fail(ErrorCode::kUnsupportedFormat,
                    fmt::format("'{}' is no template and no picture of a form that can be recognised; say it with "
                                "--from",
                                input.path));
    }
    return file;
}

}  // namespace dactyl::cli
