#include "engine/match/alignment.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace dactyl {
namespace {

using Options = AlignmentOptions;

constexpr int kSameTurn = direction_steps(Options::kSameTurn);

// Candidates by falling value after relaxation.
void order_candidates(const Candidates& candidates, const Relaxed& relaxed, std::vector<std::uint8_t>& order) {
    order.clear();
    for (int i = 0; i < candidates.count; ++i) order.push_back(static_cast<std::uint8_t>(i));
    const auto most = std::min<std::size_t>(Options::kCandidatesTried, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(most), order.end(),
                      [&](std::uint8_t a, std::uint8_t b) {
                          return relaxed.value[a] != relaxed.value[b] ? relaxed.value[a] > relaxed.value[b] : a < b;
                      });
    order.resize(most);
}

bool looked_at(const Rigid& rigid, Eigen::Vector2f on_probe, Eigen::Vector2f on_reference,
               const std::vector<Hypothesis>& hypotheses) {
    return std::any_of(hypotheses.begin(), hypotheses.end(), [&](const Hypothesis& other) {
        const Eigen::Vector2f away = other.rigid.apply(on_reference) - on_probe;
        return away.x() * away.x() + away.y() * away.y() < Options::kSameShift * Options::kSameShift &&
               std::abs(turn(rigid.rotation, other.rigid.rotation)) < kSameTurn;
    });
}

double agreement_of(const std::vector<Pairing>& pairings) {
    double sum = 0;
    for (const Pairing& pairing : pairings) {
        sum += (1 - Options::kCostWeight * pairing.cost) * (Options::kBase + pairing.similarity);
    }
    return sum;
}

void pair_over(const Pairable& prints, const Overlay& overlay, Eigen::Vector2f centre, Tolerance tolerance,
               AlignmentScratch& scratch) {
    pair_minutiae(prints.probe, prints.lookup, overlay, prints.reference.count, prints.similarity, centre, tolerance,
                  scratch.pairing, scratch.trial.pairings);
}

// Nearly as telling as pairing the minutiae, at a tenth of its cost.
int promise_of(const Pairable& prints, const Overlay& overlay) {
    int quality = 0;
    for (std::size_t r = 0; r < static_cast<std::size_t>(prints.reference.count); ++r) {
        const auto direction = Direction::from_steps(overlay.direction[r]);
        const bool met = prints.lookup.near(overlay.x[r], overlay.y[r], direction) != 0;
        quality += met ? prints.reference.quality[r] : 0;
    }
    return quality;
}

// Keeps the `most` first by `before`, in order; equals stay in theirs.
template <class Before>
void keep_best(std::vector<Hypothesis>& hypotheses, std::size_t most, const Before& before) {
    std::stable_sort(hypotheses.begin(), hypotheses.end(), before);
    hypotheses.resize(std::min(most, hypotheses.size()));
}

// One hypothesis a candidate, unless it is nearly one that is there; the most promising ones first.
void list_hypotheses(const Pairable& prints, const Candidates& candidates, AlignmentScratch& scratch) {
    scratch.hypotheses.clear();
    for (const std::uint8_t candidate : scratch.order) {
        if (scratch.hypotheses.size() == Options::kHypotheses) break;
        const int p = candidates.probe[candidate];
        const int r = candidates.reference[candidate];
        const Eigen::Vector2f on_probe(prints.probe.px(p), prints.probe.py(p));
        const Eigen::Vector2f on_reference(prints.reference.px(r), prints.reference.py(r));
        Hypothesis hypothesis{rigid_of_pair(prints.probe, p, prints.reference, r), on_probe};
        if (looked_at(hypothesis.rigid, on_probe, on_reference, scratch.hypotheses)) continue;
        lay_over(prints.reference, hypothesis.rigid, scratch.rigid_overlay);
        hypothesis.promise = promise_of(prints, scratch.rigid_overlay);
        scratch.hypotheses.push_back(hypothesis);
    }
    keep_best(scratch.hypotheses, Options::kPaired,
              [](const Hypothesis& a, const Hypothesis& b) { return a.promise > b.promise; });
}

// Refits the hypothesis to its own pairings, then bends it; leaves the result in scratch.trial.
void refine(const Pairable& prints, const Hypothesis& hypothesis, AlignmentScratch& scratch) {
    Alignment& trial = scratch.trial;
    trial.rigid = hypothesis.rigid;
    Eigen::Vector2f centre = hypothesis.centre;
    lay_over(prints.reference, trial.rigid, scratch.rigid_overlay);
    pair_over(prints, scratch.rigid_overlay, centre, Options::kRigidTolerance, scratch);
    for (int refit = 0; refit < Options::kRefits && trial.pairings.size() >= 2; ++refit) {
        trial.rigid = fit_rigid(prints.probe, prints.reference, trial.pairings);
        centre = middle_of(prints.probe, trial.pairings);
        lay_over(prints.reference, trial.rigid, scratch.rigid_overlay);
        pair_over(prints, scratch.rigid_overlay, centre, Options::kRigidTolerance, scratch);
    }
    trial.overlay = scratch.rigid_overlay;
    for (int round = 0; round < Options::kWarps && !trial.pairings.empty(); ++round) {
        if (trial.pairings.size() >= 3) {
            warp(prints.probe, prints.reference, trial.pairings, scratch.rigid_overlay, trial.overlay);
        }
        pair_over(prints, trial.overlay, centre, Options::kWarpTolerance, scratch);
    }
    trial.agreement = agreement_of(trial.pairings);
}

}  // namespace

AlignmentScratch::AlignmentScratch() {
    trial.pairings.reserve(kLanes);
    order.reserve(kLanes);
    hypotheses.reserve(Options::kHypotheses);
}

void align_roughly(const Pairable& prints, const Candidates& candidates, const Relaxed& relaxed,
                   AlignmentScratch& scratch, Alignment& out) {
    out.pairings.clear();
    out.agreement = 0;
    out.rigid = {};
    order_candidates(candidates, relaxed, scratch.order);
    list_hypotheses(prints, candidates, scratch);
    Alignment& trial = scratch.trial;
    for (Hypothesis& hypothesis : scratch.hypotheses) {
        trial.rigid = hypothesis.rigid;
        lay_over(prints.reference, trial.rigid, trial.overlay);
        pair_over(prints, trial.overlay, hypothesis.centre, Options::kRigidTolerance, scratch);
        trial.agreement = hypothesis.agreement = agreement_of(trial.pairings);
        if (trial.agreement > out.agreement) std::swap(trial, out);
    }
    keep_best(scratch.hypotheses, Options::kRefined,
              [](const Hypothesis& a, const Hypothesis& b) { return a.agreement > b.agreement; });
}

void align_exactly(const Pairable& prints, AlignmentScratch& scratch, Alignment& out) {
    out.pairings.clear();
    out.agreement = 0;
    int refined = 0;
    for (const Hypothesis& hypothesis : scratch.hypotheses) {
        if (refined++ >= Options::kAlwaysRefined && out.agreement < Options::kUnpromising) break;
        refine(prints, hypothesis, scratch);
        if (scratch.trial.agreement > out.agreement) std::swap(scratch.trial, out);
    }
}

}  // namespace dactyl
