#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "templates/codec/formats.hpp"

namespace CLI {
class App;
}

namespace dactyl::cli {

/// A file of templates, and what is known of its form.
struct TemplateInput {
    std::string path;
    std::string from;  ///< the form's name; empty: by the first bytes
};

struct LoadedTemplates {
    std::vector<std::byte> bytes;
    TemplateFormat format;
};

/// Adds FILE and --from.
void add_template_input(CLI::App& app, TemplateInput& input);
/// Adds an option that takes the name of a form.
void add_format_option(CLI::App& app, const std::string& name, std::string& value, const std::string& description);

/// Reads the file and tells its form; the content is not decoded. Errors name the path.
Result<LoadedTemplates> load_templates(const TemplateInput& input);

/// The same error with the path before its message.
Error in_file(const std::string& path, const Error& error);

}  // namespace dactyl::cli
