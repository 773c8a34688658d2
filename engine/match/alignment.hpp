#pragma once

#include <vector>

#include "engine/match/relaxation.hpp"
#include "engine/match/warp.hpp"

namespace dactyl {

/// Values from STUDY-matching's sweep over eight FVC sets.
struct AlignmentOptions {
    static constexpr int kHypotheses = 6;        ///< distinct alignments that are tried
    static constexpr int kCandidatesTried = 24;  ///< from which they are taken, the best first
    static constexpr float kSameShift = 10;      ///< pixels; nearer hypotheses are one,
    static constexpr double kSameTurn = 0.15;    ///< radians, if their rotations are as near
    static constexpr int kRefits = 2;
    static constexpr int kWarps = 2;
    static constexpr Tolerance kRigidTolerance{12, 0.10F};
    static constexpr Tolerance kWarpTolerance{10, 0.02F};
    /// A pairing's worth is (1 - kCostWeight cost) (kBase + similarity).
    static constexpr float kCostWeight = 0.4F;
    static constexpr float kBase = 0.15F;
};

/// One way to lay the reference print over the probe, and what then falls together.
struct Alignment {
    Rigid rigid;
    Overlay overlay;  ///< after the warp
    std::vector<Pairing> pairings;
    double agreement = 0;  ///< sum of the pairings' worth
};

struct AlignmentScratch {
    PairingScratch pairing;
    Overlay rigid_overlay;
    Alignment trial;
    std::vector<std::uint8_t> order;
    std::vector<Rigid> tried;

    AlignmentScratch();
};

/// The alignment with the largest agreement. Empty pairings where there are no candidates.
void align(const PreparedPrint& probe, const MinutiaLookup& lookup, const PreparedPrint& reference,
           const SimilarityMatrix& similarity, const Candidates& candidates, const Relaxed& relaxed,
           AlignmentScratch& scratch, Alignment& out);

}  // namespace dactyl
