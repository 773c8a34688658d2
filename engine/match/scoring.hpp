#pragma once

#include "engine/match/alignment.hpp"

namespace dactyl {

/// Values from STUDY-matching.
struct ScoringOptions {
    /// Added to the matched and to the expected quality, so that a small overlap proves little.
    static constexpr double kMatchedPrior = 30;
    static constexpr double kExpectedPrior = 90;
};

/// How far two aligned prints agree where they overlap, as one number without unit: the regularised share of quality
/// that found its mate inside the other print, times LSSR, times ln(1 + agreement). About 0 to 1.5.
double similarity_score(const PreparedPrint& probe, const PreparedPrint& reference, const Alignment& alignment,
                        double lssr);

}  // namespace dactyl
