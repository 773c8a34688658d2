#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "bench/accuracy/error_figures.hpp"

namespace dactyl {

/// Comparisons of one set under one value of a constant, as similarities or scores.
struct SetScores {
    std::vector<double> genuine;
    std::vector<double> impostor;
};

/// One value of a constant that is looked at, and what every set scores with it.
struct Trial {
    double value = 0;
    std::vector<SetScores> sets;
};

/// What a trial loses on all sets but one (`left_out`; beyond the last: on all), thrown together under one threshold:
/// the mean of EER, FMR1000 and the FNMR at FMR 1/10000. 0 to 1.
double loss_without(const Trial& trial, std::size_t left_out);

/// The first of the trials that loses at most `tolerance` more than the best of them; so trials are given in the order
/// in which one would rather have them. `trials` is not empty, all have the same sets.
std::size_t choose_without(std::span<const Trial> trials, std::size_t left_out, double tolerance);

/// The errors of the set that was left out, at the threshold that gives the others together FMR 1/1000.
struct LeftOutErrors {
    double fnmr = 0;
    double fmr = 0;
};
LeftOutErrors left_out_errors(const Trial& trial, std::size_t left_out);

}  // namespace dactyl
