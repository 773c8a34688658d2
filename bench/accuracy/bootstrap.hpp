#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "bench/accuracy/error_figures.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

/// One comparison with the fingers it is between (the same for a genuine one), as indices from 0.
struct FingerScore {
    double score = 0;
    std::uint32_t probe_finger = 0;
    std::uint32_t reference_finger = 0;

    bool genuine() const { return probe_finger == reference_finger; }
};

struct BootstrapOptions {
    int replicates = 1000;  ///< 0 (no intervals) to 100 000
    std::uint64_t seed =
        19'795;  ///< of the resampling; the same seed draws the same fingers, so that runs can be paired

    Result<void> check() const;
};

/// The figures of each resampled population (Efron's bootstrap over fingers, ISO/IEC 19795-1 annex B; the "subsets
/// bootstrap" of Bolle, Ratha and Pankanti, CVIU 93(1), 2004): fingers are drawn with replacement, and a comparison
/// counts as often as both its fingers were drawn. Comparisons of one finger are not independent of each other, so
/// resampling comparisons would promise too much. Replicates that hold no genuine or no impostor comparison are drawn
/// again. Runs on the threads of the caller's task arena; the same figures for any number of them. O(replicates x
/// comparisons). Empty below two fingers.
std::vector<ErrorFigures> bootstrap(std::span<const FingerScore> scores, const BootstrapOptions& options);

struct Interval {
    double low = 0;
    double high = 0;
};

/// 95 % intervals of each figure (percentile method).
struct FigureIntervals {
    Interval eer;
    Interval fmr100;
    Interval fmr1000;
    std::optional<Interval> fmr10000;
    Interval zero_fmr;
};

/// Nothing without replicates.
std::optional<FigureIntervals> intervals_of(std::span<const ErrorFigures> replicates);

/// The i-th replicates of several sets, averaged: replicates of the mean. Sets without replicates make it empty.
std::vector<ErrorFigures> mean_replicates(std::span<const std::vector<ErrorFigures>> sets);

}  // namespace dactyl
