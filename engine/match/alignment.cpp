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

bool tried_before(const Rigid& hypothesis, const PreparedPrint& probe, int p, const PreparedPrint& reference, int r,
                  const std::vector<Rigid>& tried) {
    const Eigen::Vector2f on_probe(probe.px(p), probe.py(p));
    const Eigen::Vector2f on_reference(reference.px(r), reference.py(r));
    return std::any_of(tried.begin(), tried.end(), [&](const Rigid& other) {
        const Eigen::Vector2f away = other.apply(on_reference) - on_probe;
        return away.x() * away.x() + away.y() * away.y() < Options::kSameShift * Options::kSameShift &&
               std::abs(turn(hypothesis.rotation, other.rotation)) < kSameTurn;
    });
}

double agreement_of(const std::vector<Pairing>& pairings) {
    double sum = 0;
    for (const Pairing& pairing : pairings) {
        sum += (1 - Options::kCostWeight * pairing.cost) * (Options::kBase + pairing.similarity);
    }
    return sum;
}

}  // namespace

AlignmentScratch::AlignmentScratch() {
    trial.pairings.reserve(kLanes);
    order.reserve(kLanes);
    tried.reserve(Options::kHypotheses);
}

void align(const PreparedPrint& probe, const MinutiaLookup& lookup, const PreparedPrint& reference,
           const SimilarityMatrix& similarity, const Candidates& candidates, const Relaxed& relaxed,
           AlignmentScratch& scratch, Alignment& out) {
    out.pairings.clear();
    out.agreement = 0;
    out.rigid = {};
    order_candidates(candidates, relaxed, scratch.order);
    scratch.tried.clear();
    int hypotheses = 0;
    Alignment& trial = scratch.trial;
    for (const std::uint8_t candidate : scratch.order) {
        if (hypotheses == Options::kHypotheses) break;
        const int p = candidates.probe[candidate];
        const int r = candidates.reference[candidate];
        trial.rigid = rigid_of_pair(probe, p, reference, r);
        if (tried_before(trial.rigid, probe, p, reference, r, scratch.tried)) continue;
        ++hypotheses;

        Eigen::Vector2f centre(probe.px(p), probe.py(p));
        const auto pair_over = [&](const Overlay& overlay, Tolerance tolerance) {
            pair_minutiae(probe, lookup, overlay, reference.count, similarity, centre, tolerance, scratch.pairing,
                          trial.pairings);
        };
        lay_over(reference, trial.rigid, scratch.rigid_overlay);
        pair_over(scratch.rigid_overlay, Options::kRigidTolerance);
        for (int refit = 0; refit < Options::kRefits && trial.pairings.size() >= 2; ++refit) {
            trial.rigid = fit_rigid(probe, reference, trial.pairings);
            centre = middle_of(probe, trial.pairings);
            lay_over(reference, trial.rigid, scratch.rigid_overlay);
            pair_over(scratch.rigid_overlay, Options::kRigidTolerance);
        }
        if (trial.pairings.empty()) continue;
        scratch.tried.push_back(trial.rigid);
        trial.overlay = scratch.rigid_overlay;
        for (int round = 0; round < Options::kWarps; ++round) {
            if (trial.pairings.size() >= 3) {
                warp(probe, reference, trial.pairings, scratch.rigid_overlay, trial.overlay);
            }
            pair_over(trial.overlay, Options::kWarpTolerance);
        }
        trial.agreement = agreement_of(trial.pairings);
        if (trial.agreement > out.agreement) std::swap(trial, out);
    }
}

}  // namespace dactyl
