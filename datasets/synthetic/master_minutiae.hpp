#pragma once

#include <vector>

#include "datasets/synthetic/finger_traits.hpp"
#include "datasets/synthetic/ridge_growth.hpp"
#include "engine/core/template.hpp"

namespace dactyl::synthetic {

/// Where a ridge of the master ends or forks.
struct MasterMinutia {
    Point place;          ///< pixels at 500 dpi from the middle of the pattern
    Direction direction;  ///< as Minutia has it
    MinutiaKind kind = MinutiaKind::kUnknown;
};

/// The points about which the ridges' phase turns: exact, as they are the zeros of a smooth complex field. Points
/// within a ridge of a core or delta are left out, as the phase about them means nothing.
std::vector<MasterMinutia> find_minutiae(const RidgePattern& pattern, const RidgeMaps& maps,
                                         const FingerTraits& traits);

}  // namespace dactyl::synthetic
