#include "bench/calibration/tail.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dactyl {
namespace {

constexpr double kNearlyZero = 1e-6;

struct Profile {
    double likelihood = -std::numeric_limits<double>::infinity();
    ParetoTail tail;
};

// With theta = shape / scale the best shape is known, so that the likelihood has one dimension.
Profile profile_at(double theta, std::span<const double> excesses) {
    const auto n = static_cast<double>(excesses.size());
    double sum_of_logs = 0;
    for (const double x : excesses) {
        if (1 + theta * x <= 0) return {};
        sum_of_logs += std::log1p(theta * x);
    }
    const double shape = sum_of_logs / n;
    if (std::fabs(shape) < kNearlyZero) return {};
    const double scale = shape / theta;
    return {-n * std::log(scale) - (1 + 1 / shape) * sum_of_logs, {shape, scale}};
}

}  // namespace

double ParetoTail::excess_at(double share) const {
    if (std::fabs(shape) < kNearlyZero) return -scale * std::log(share);
    return scale / shape * (std::pow(share, -shape) - 1);
}

ParetoTail fit_tail(std::span<const double> excesses) {
    double mean = 0;
    double most = 0;
    for (const double x : excesses) {
        mean += x / static_cast<double>(excesses.size());
        most = std::max(most, x);
    }
    Profile best{-static_cast<double>(excesses.size()) * (std::log(mean) + 1), {0, mean}};  // the exponential
    // Shapes between -0.5 and 1 lie in this range of theta; a grid is fine enough, and never ends in the wrong maximum.
    const double lowest = -std::min(0.999 / most, 0.5 / mean);
    const double highest = 2 / mean;
    constexpr int kSteps = 600;
    for (int i = 0; i <= kSteps; ++i) {
        const Profile profile = profile_at(lowest + (highest - lowest) * i / kSteps, excesses);
        if (profile.likelihood > best.likelihood) best = profile;
    }
    return best.tail;
}

}  // namespace dactyl
