#pragma once

#include <span>
#include <vector>

namespace dactyl {

/// The generalised Pareto distribution of what exceeds a threshold (Pickands 1975): the share of exceedances above x is
/// (1 + shape x / scale)^(-1 / shape).
struct ParetoTail {
    double shape = 0;
    double scale = 1;

    /// The excess that a share in (0, 1] of all exceedances reaches.
    double excess_at(double share) const;
};

/// Maximum-likelihood fit (profile over the shape, Grimshaw 1993) to excesses above a threshold, all positive, at least
/// ten.
ParetoTail fit_tail(std::span<const double> excesses);

}  // namespace dactyl
