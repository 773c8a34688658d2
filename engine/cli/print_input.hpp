#pragma once

#include <filesystem>
#include <optional>

#include "engine/cli/drawings.hpp"
#include "engine/core/result.hpp"

namespace dactyl::cli {

/// A print to compare, from a picture (which is extracted) or from a native template.
/// Errors: those of reading, decoding and extraction; every message names the path.
Result<DrawnPrint> read_print(const std::filesystem::path& path, const std::optional<double>& dpi);

}  // namespace dactyl::cli
