#pragma once

#include <string>
#include <vector>

#include "bench/realism/set_statistics.hpp"

namespace dactyl {

/// Bins of the overlap coefficients.
inline constexpr double kGenuineBin = 20;  ///< score
inline constexpr double kImpostorBin = 3;  ///< score
inline constexpr double kQualityBin = 20;
inline constexpr double kDensityBin = 0.05;  ///< minutiae a square millimetre
inline constexpr double kPeriodBin = 1;      ///< pixels at 500 dpi

/// Markdown: medians with the middle 80 % of each set, then how far the last set (the synthetic one) overlaps with all
/// others together.
std::string realism_table(const std::vector<SetStatistics>& real, const SetStatistics& synthetic);

}  // namespace dactyl
