#pragma once

#include <span>
#include <vector>

#include "engine/core/template.hpp"

namespace dactyl {

/// Puts minutiae in falling order of quality, equals in the order in which they were.
void sort_by_quality(std::vector<Minutia>& minutiae);

/// The `most` best minutiae in the order of the input; of equal quality at the border, the earlier ones.
std::vector<Minutia> best_minutiae(std::span<const Minutia> minutiae, std::size_t most);

}  // namespace dactyl
