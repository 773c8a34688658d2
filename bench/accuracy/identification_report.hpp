#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace dactyl {

/// Searches below which FNIR at that FPIR says nothing.
inline constexpr std::size_t kSearchesForFnir100 = 100;
inline constexpr std::size_t kSearchesForFnir1000 = 1'000;
/// Ranks of the cumulative match characteristic.
inline constexpr std::size_t kCmcRanks = 20;

/// One search of a finger among all enrolled ones, seen twice: with its finger enrolled (mated) and without
/// (non-mated).
struct IdentificationSearch {
    std::size_t rank = 0;         ///< of its finger, from 1, ties counted against it; 0: not found
    double mate_score = 0;        ///< calibrated
    double best_other_score = 0;  ///< of the highest other finger
    double penetration = 0;       ///< share of the gallery that passed the gate, 0 to 1
};

/// ISO/IEC 19795-1 figures of identification; rates from 0 to 1.
struct IdentificationReport {
    std::size_t gallery = 0;  ///< fingers
    std::size_t searches = 0;
    double rank1 = 0;         ///< searches whose finger came out first
    std::vector<double> cmc;  ///< by rank from 1, at most kCmcRanks
    /// Searches whose finger did not come out first and above the threshold at which one in 100 (1 000) non-mated
    /// searches returns anybody; nothing where there are too few searches.
    std::optional<double> fnir100;
    std::optional<double> fnir1000;
    double penetration = 0;          ///< mean over the searches
    double searches_per_second = 0;  ///< CPU time of one core
};

}  // namespace dactyl
