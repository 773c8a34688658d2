#pragma once

#include "engine/match/similarity.hpp"

namespace dactyl {

/// Minutiae that may be mates, by falling similarity of their neighbourhoods: each at most once on either side.
struct Candidates {
    LaneArray<std::uint8_t> probe;
    LaneArray<std::uint8_t> reference;
    LaneArray<std::uint16_t> similarity;  ///< 1 to kSimilarityOne
    int count = 0;
};

/// Pairs minutiae one to one, greedily by falling similarity, until no comparable pair is left. Equals go by reference
/// lane, then by probe lane. (One-to-one pairs instead of the plain best ones are worth 5 points of FMR1000:
/// STUDY-matching.)
void pair_greedily(const SimilarityMatrix& matrix, Candidates& out);

}  // namespace dactyl
