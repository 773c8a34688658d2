#pragma once

#include <cstdint>

#include "datasets/synthetic/finger_traits.hpp"
#include "datasets/synthetic/master_minutiae.hpp"
#include "datasets/synthetic/plane.hpp"
#include "datasets/synthetic/ridge_maps.hpp"
#include "datasets/synthetic/skin_relief.hpp"

namespace dactyl::synthetic {

/// A whole finger, undistorted and clean, at 500 dpi. Impressions of it are made from this.
struct MasterFinger {
    std::uint64_t seed = 0;
    std::uint32_t finger = 0;
    FingerTraits traits;
    RidgeMaps maps;
    /// Height of the skin, -127 in the middle of valleys to 127 on top of ridges: the cosine of the ridges' phase.
    Plane<std::int8_t> height;
    SkinRelief relief;
    std::vector<MasterMinutia> minutiae;
};

/// Grows a finger. Pure: the same finger for the same arguments. About 0.1 s.
MasterFinger grow_master(std::uint64_t seed, std::uint32_t finger);

}  // namespace dactyl::synthetic
