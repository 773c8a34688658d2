#pragma once

#include "engine/extract/options.hpp"
#include "engine/extract/vortices.hpp"

namespace dactyl::stages {

/// Noise creates phase singularities in pairs of opposite charge, as breaks, bridges, islands and spurs. Removes,
/// nearest first, pairs within an ellipse around each other that is measured in ridge periods; keeps the order of the
/// others. O(n^2).
Samples<Vortex> remove_dipoles(const Samples<Vortex>& vortices, const MinutiaOptions& options);

}  // namespace dactyl::stages
