#pragma once

#include <cstdint>

#include "datasets/synthetic/plane.hpp"
#include "datasets/synthetic/random_stream.hpp"
#include "datasets/synthetic/ridge_filters.hpp"
#include "datasets/synthetic/ridge_maps.hpp"

namespace dactyl::synthetic {

/// The ridges of a finger at 500 dpi, as the even and odd responses to the filters that follow them: (even, -odd) turns
/// once with every ridge and vanishes where a ridge ends or forks.
struct RidgePattern {
    Plane<Height> even;
    Plane<Height> odd;
};

/// Lets ridges grow from random seeds by repeated oriented filtering until they fill the finger, at half resolution,
/// then settles them at full resolution. Where growing fronts meet out of step minutiae appear. Costs about 0.1 s a
/// finger.
RidgePattern grow_ridges(const RidgeMaps& maps, RandomStream seeds);

}  // namespace dactyl::synthetic
