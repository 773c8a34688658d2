#pragma once

#include <span>

namespace dactyl {

/// Common area of two distributions, 0 (disjoint) to 1 (alike): the sum over bins of the smaller share. Values are put
/// into bins of `bin` (more than 0); a bin too fine for the samples makes like distributions look different. 0 where
/// either is empty.
double overlap_coefficient(std::span<const double> a, std::span<const double> b, double bin);

}  // namespace dactyl
