#pragma once

#include <span>
#include <vector>

#include "bench/accuracy/error_curve.hpp"

namespace dactyl {

/// What a policy with that calibrated score as its threshold would see.
struct ThresholdRates {
    double threshold = 0;
    double promised_fmr = 0;  ///< what the score's scale says: 10^(-threshold / 10)
    double fmr = 0;           ///< observed
    double fnmr = 0;          ///< observed
};

/// Scores that policies use: one stranger in 100, 1 000, 10 000 and 100 000.
inline constexpr double kUsualThresholds[] = {20, 30, 40, 50};

ThresholdRates rates_at(const ErrorCurve& curve, double threshold);

/// rates_at() every usual threshold.
std::vector<ThresholdRates> usual_rates(const ErrorCurve& curve);

}  // namespace dactyl
