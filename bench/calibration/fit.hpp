#pragma once

#include <vector>

#include "bench/calibration/impostors.hpp"
#include "bench/calibration/tail.hpp"

namespace dactyl {

struct CalibrationKnot {
    double similarity = 0;
    double score = 0;
};

/// A score for every similarity: quantiles of the impostors as far as they are many, a Pareto tail beyond.
struct Calibration {
    std::vector<CalibrationKnot> knots;
    double threshold = 0;     ///< similarity where the tail begins
    ParetoTail tail;          ///< as it is used: the shape raised by two standard errors
    double fitted_shape = 0;  ///< as the data have it
    double shape_error = 0;   ///< standard error of the shape, by a bootstrap over fingers
};

/// `comparisons` holds at least some thousands. Deterministic.
Calibration fit_calibration(const std::vector<ImpostorComparison>& comparisons);

/// Similarity that belongs to a score, by straight lines between the knots.
double similarity_at(const Calibration& calibration, double score);

}  // namespace dactyl
