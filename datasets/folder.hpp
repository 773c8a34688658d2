#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/core/units.hpp"

namespace dactyl {

/// The name of the file in a folder of pictures that holds their true resolution: one number, in dots per inch.
inline constexpr const char* kResolutionFile = "dpi.txt";

/// Pictures in a folder (not in folders below it) by their extension, in natural order of their names.
/// Errors: kNotFound (no such folder), kUnreadable.
Result<std::vector<std::filesystem::path>> list_pictures(const std::filesystem::path& folder);

/// Whether a name ends like that of a file of templates: .dctl .fmr .ist .json .csv .xyt .card-normal .card-compact
bool has_template_extension(const std::filesystem::path& path);

/// The same for files of templates.
Result<std::vector<std::filesystem::path>> list_templates(const std::filesystem::path& folder);

/// dpi.txt of the folder, else `otherwise`, else 500.
/// Errors: kUnreadable, kCorrupt (dpi.txt holds no number), kResolutionOutOfRange (see engine/image/resample.hpp).
Result<Dpi> resolution_of_folder(const std::filesystem::path& folder, std::optional<Dpi> otherwise = std::nullopt);

/// Passes a resolution within the limits on. Errors: kResolutionOutOfRange; `source` is named in the message.
Result<Dpi> check_resolution(double dots_per_inch, std::string_view source);

}  // namespace dactyl
