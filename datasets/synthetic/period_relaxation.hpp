#pragma once

#include "datasets/synthetic/plane.hpp"
#include "engine/core/units.hpp"

namespace dactyl::synthetic {

/// Lets ridges that run apart grow wider instead of forcing new ones in between. With frequency f, normal n and tangent
/// t of the ridges, the curl of the wave vector f n is the density of minutiae that the flow forces; divided by f it is
/// t . grad(ln f) + curl n. Gradient descent on its square plus (ln f - ln f0)^2 / L^2 spreads the ridges where it can,
/// as those of real fingers do, and leaves the period as drawn where it cannot. `doubled` and `periods` are maps of the
/// same size, `step` pixels at 500 dpi between values. About 10 ms a finger.
void relax_periods(const Plane<Direction>& doubled, double step, Plane<double>& periods);

}  // namespace dactyl::synthetic
