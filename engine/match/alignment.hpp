#pragma once

#include <vector>

#include "engine/match/relaxation.hpp"
#include "engine/match/warp.hpp"

namespace dactyl {

/// Values from STUDY-matching's sweep over eight FVC sets.
struct AlignmentOptions {
    static constexpr int kHypotheses = 12;    ///< distinct alignments that are looked at
    static constexpr int kPaired = 6;         ///< of these, the most promising, whose minutiae are paired
    static constexpr int kRefined = 4;        ///< and of these, the best, that are refitted and warped at most;
    static constexpr int kAlwaysRefined = 2;  ///< but after that many only if the agreement so far is not below
    static constexpr double kUnpromising =
        4.5;  ///< this, which two impostors in three do not reach, and nearly all mates
    static constexpr int kCandidatesTried = 24;  ///< from which the hypotheses are taken, the best first
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

/// An alignment by one candidate, and how much falls together under it.
struct Hypothesis {
    Rigid rigid;
    Eigen::Vector2f centre = Eigen::Vector2f::Zero();  ///< of the candidate, on the probe
    int promise = 0;  ///< quality of the reference minutiae that come near one of the probe's
    double agreement = 0;
};

struct AlignmentScratch {
    PairingScratch pairing;
    Overlay rigid_overlay;
    Alignment trial;
    std::vector<std::uint8_t> order;
    std::vector<Hypothesis> hypotheses;

    AlignmentScratch();
};

/// What an alignment is made from: the two prints, and what has been found out about them before.
struct Pairable {
    const PreparedPrint& probe;
    const MinutiaLookup& lookup;
    const PreparedPrint& reference;
    const SimilarityMatrix& similarity;
};

/// Looks at the alignments that single candidates propose. `out` is the one with the largest agreement, with wide
/// tolerances and without a refit; empty pairings where there are no candidates.
void align_roughly(const Pairable& prints, const Candidates& candidates, const Relaxed& relaxed,
                   AlignmentScratch& scratch, Alignment& out);

/// Refits and bends the best of what align_roughly() left in `scratch`, and replaces `out` by the one with the largest
/// agreement.
void align_exactly(const Pairable& prints, AlignmentScratch& scratch, Alignment& out);

}  // namespace dactyl
