#pragma once

#include "engine/match/alignment.hpp"

namespace dactyl {

/// Values from STUDY-matching.
struct ScoringOptions {
    /// Added to the matched and to the expected quality, so that a small overlap proves little.
    static constexpr double kMatchedPrior = 30;
    static constexpr double kExpectedPrior = 90;
    static constexpr int kUsualQuality = 1480;
    static constexpr int kLeastQuality = 300;  ///< a print with less counts as if it had this much
};

/// What two strangers reach by chance grows with what there is to pair: the fourth root of the poorer print's sum of
/// qualities, with kUsualQuality, the median of the seven sets, for 1. It makes scores mean the same for poor and for
/// rich prints (decisions/0003-matching.md, 0021-cross-validation.md). Multiplies similarities.
double conditioning(const PreparedPrint& probe, const PreparedPrint& reference);

/// How far two aligned prints agree where they overlap, as one number without unit: the regularised share of quality
/// that found its mate inside the other print, times LSSR, times ln(1 + agreement). About 0 to 1.5.
double similarity_score(const PreparedPrint& probe, const PreparedPrint& reference, const Alignment& alignment,
                        double lssr);

}  // namespace dactyl
