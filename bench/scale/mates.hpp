#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "engine/core/progress.hpp"
#include "engine/core/result.hpp"
#include "engine/core/template.hpp"

namespace dactyl {

/// A search with its true answer.
struct MatedSearch {
    Template enrolled;
    Template searched;
    bool real = false;  ///< a print of a person, not a drawn one
};

/// Searches of at most `most` real prints, spread evenly over the sets, each for the first print of its finger; prints
/// that cannot be extracted are passed over. Errors: those of read_dataset().
Result<std::vector<MatedSearch>> real_searches(std::span<const std::filesystem::path> sets, std::size_t most);

/// Searches of drawn fingers: two impressions of each.
Result<std::vector<MatedSearch>> drawn_searches(std::uint64_t seed, std::size_t count);

}  // namespace dactyl
