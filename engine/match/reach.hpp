#pragma once

#include "engine/match/pairing.hpp"

namespace dactyl {

/// How far, squared, a mate may lie from each minutia of the probe (unused lanes included): the tolerance at its
/// distance from `centre`, at most MinutiaLookup::kReach. SIMD.
void squared_reaches(const PreparedPrint& probe, Eigen::Vector2f centre, Tolerance tolerance, LaneArray<float>& out);

}  // namespace dactyl
