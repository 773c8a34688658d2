#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/image/files/picture_file.hpp"
#include "templates/codec/formats.hpp"

namespace CLI {
class App;
}

namespace dactyl::cli {

/// A file of templates or pictures, and what is known of its form.
struct TemplateInput {
    std::string path;
    std::string from;  ///< the form's name; empty: by the first bytes
};

/// One of the two formats is known, or neither: raw pixels have no mark.
struct LoadedFile {
    std::vector<std::byte> bytes;
    std::optional<TemplateFormat> templates;
    std::optional<PictureFormat> picture;
};

inline constexpr std::string_view kRawPixels = "raw";

/// "native", "wsq", "raw", ...
std::string_view name_of(const LoadedFile& file);

/// Adds FILE and --from.
void add_template_input(CLI::App& app, TemplateInput& input);
/// Adds an option that takes the name of a template's form, or one of `others`.
void add_format_option(CLI::App& app, const std::string& name, std::string& value, const std::string& description,
                       std::span<const std::string_view> others = {});

/// Reads the file and tells its form; the content is not decoded. Errors name the path.
Result<LoadedFile> load_file(const TemplateInput& input);

/// The same error with the path before its message.
Error in_file(const std::string& path, const Error& error);

}  // namespace dactyl::cli
