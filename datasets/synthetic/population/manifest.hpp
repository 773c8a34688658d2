#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "datasets/synthetic/population/population.hpp"

namespace dactyl {

enum class PopulationKind : std::uint8_t { kPrints, kTemplates };

inline constexpr std::string_view kManifestName = "manifest.json";

/// What manifest.json says of a folder that is being filled: the description, and that it is not complete.
std::string begun_manifest(const PopulationOptions& options, PopulationKind kind);
/// What it says in the end: also a list of all files, with pattern and position of each finger.
std::string complete_manifest(const PopulationOptions& options, PopulationKind kind);

/// Whether the folder has no manifest, or one of the same description; numbers of fingers and impressions may differ.
/// Errors: kAlreadyExists (the folder holds something else than `options` describe), kCorrupt, kUnreadable.
Result<void> check_folder(const PopulationOptions& options, PopulationKind kind);

}  // namespace dactyl
