#include "engine/match/compare.hpp"

#include "engine/match/calibration.hpp"
#include "engine/match/prepare.hpp"
#include "engine/match/scoring.hpp"

namespace dactyl {

struct MatchScratch::Buffers {
    SimilarityMatrix similarity;
    Candidates candidates;
    RelaxationScratch relaxation;
    Relaxed relaxed;
    AlignmentScratch aligning;
    Alignment alignment;

    Buffers() { alignment.pairings.reserve(kLanes); }
};

MatchScratch::MatchScratch() : buffers_(std::make_unique<Buffers>()) {}
MatchScratch::~MatchScratch() = default;
MatchScratch::MatchScratch(MatchScratch&&) noexcept = default;
MatchScratch& MatchScratch::operator=(MatchScratch&&) noexcept = default;

namespace {

/// What a gated comparison's LSSR is worth on the scale of similarity_score(): below nearly all that passed the gate.
constexpr double kGatedWorth = 0.1;

struct Outcome {
    double similarity = 0;
    bool gated = false;
};

Outcome compare_unconditioned(const PreparedProbe& probe, const PreparedPrint& reference,
                              MatchScratch::Buffers& scratch, const MatchOptions& options) {
    scratch.alignment.pairings.clear();
    similarity_matrix(probe.print, reference, scratch.similarity);
    pair_greedily(scratch.similarity, scratch.candidates);
    relax(probe.print, reference, scratch.candidates, scratch.relaxation, scratch.relaxed);
    const double lssr = scratch.relaxed.lssr;
    if (lssr < options.gate) return {kGatedWorth * lssr, true};
    const Pairable prints{probe.print, probe.lookup, reference, scratch.similarity};
    align_roughly(prints, scratch.candidates, scratch.relaxed, scratch.aligning, scratch.alignment);
    const double rough = similarity_score(probe.print, reference, scratch.alignment, lssr);
    if (rough < options.rough_gate) return {rough, true};
    align_exactly(prints, scratch.aligning, scratch.alignment);
    return {similarity_score(probe.print, reference, scratch.alignment, lssr), false};
}

Outcome compare_prints(const PreparedProbe& probe, const PreparedPrint& reference, MatchScratch::Buffers& scratch,
                       const MatchOptions& options) {
    Outcome outcome = compare_unconditioned(probe, reference, scratch, options);
    outcome.similarity *= conditioning(probe.print, reference);
    return outcome;
}

}  // namespace

Score compare(const Probe& probe, const Reference& reference, MatchScratch& scratch, const MatchOptions& options) {
    return compare_gated(probe, reference, scratch, options).score;
}

Comparison compare_gated(const Probe& probe, const Reference& reference, MatchScratch& scratch,
                         const MatchOptions& options) {
    const Outcome outcome = compare_prints(probe.prepared(), reference.print(), scratch.buffers(), options);
    return {calibrated(outcome.similarity), outcome.gated};
}

Explanation explain(const Probe& probe, const Reference& reference, MatchScratch& scratch,
                    const MatchOptions& options) {
    const Outcome outcome = compare_prints(probe.prepared(), reference.print(), scratch.buffers(), options);
    const Alignment& alignment = scratch.buffers().alignment;
    Explanation out;
    out.score = calibrated(outcome.similarity);
    out.similarity = outcome.similarity;
    out.gated = outcome.gated;
    if (outcome.gated) return out;
    out.alignment = {alignment.rigid.cosine, -alignment.rigid.sine, alignment.rigid.shift.x(),
                     alignment.rigid.shift.y()};
    for (const Pairing& pairing : alignment.pairings) {
        out.pairs.push_back({probe.print().source[pairing.probe], reference.print().source[pairing.reference],
                             pairing.similarity, pairing.distance});
    }
    return out;
}

std::uint16_t matcher_version() { return 3; }

}  // namespace dactyl
