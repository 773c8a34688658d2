#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/index/search.hpp"

namespace dactyl {

/// Indices of the best votes, ascending: all from the lowest vote on that leaves at most `most` of them, and never
/// those of vote 0. Depends on the votes alone.
std::vector<std::uint32_t> best_votes(std::span<const std::uint16_t> votes, std::size_t most);

/// Leaves the best candidate of each holder, by falling score, ties by FingerId, `most` at most.
void keep_best_of_holders(std::vector<Candidate>& candidates, std::size_t most);

}  // namespace dactyl
