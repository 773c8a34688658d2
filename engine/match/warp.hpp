#pragma once

#include <span>

#include "engine/match/pairing.hpp"

namespace dactyl {

struct WarpOptions {
    static constexpr float kReach = 240;  ///< pixels; the kernel is like a Gaussian of sigma 60, flat between 50 and 80
    static constexpr float kRidge = 0.5F;  ///< weight of "no displacement"
};

/// The reference print laid over the probe by a rotation and a shift.
void lay_over(const PreparedPrint& reference, const Rigid& rigid, Overlay& out);

/// Moves every reference minutia of a rigid overlay by the smooth mean of what is left of the other pairings'
/// displacement: skin is elastic. A pairing never moves its own minutia, so that chance pairings cannot confirm
/// themselves.
void warp(const PreparedPrint& probe, const PreparedPrint& reference, std::span<const Pairing> pairings,
          const Overlay& rigid, Overlay& out);

}  // namespace dactyl
