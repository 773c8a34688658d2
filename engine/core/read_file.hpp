#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "engine/core/result.hpp"

namespace dactyl {

/// A file's bytes, at most `limit` of them; memory is bounded by the smaller of the two. Also reads pipes and devices.
/// Errors: kNotFound, kUnreadable (permissions, a folder, a device that fails), kUnsupportedFormat when the file is
/// longer than anything of its kind may be; every message names the path. Thread-safe.
Result<std::vector<std::byte>> read_file(const std::filesystem::path& path, std::size_t limit);

}  // namespace dactyl
