#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>

namespace dactyl {

/// A folder of the real material that some tests measure on (never part of this repository): DACTYL_SHARED, else
/// ../shared from the project's root. Nothing where it is absent: the test then skips with a message.
inline std::optional<std::filesystem::path> shared_material(const char* folder) {
    const char* named = std::getenv("DACTYL_SHARED");
    const std::filesystem::path root =
        named != nullptr ? std::filesystem::path(named) : std::filesystem::path(DACTYL_SOURCE_DIR) / ".." / "shared";
    if (!std::filesystem::is_directory(root / folder)) return std::nullopt;
    return root / folder;
}

}  // namespace dactyl
