#include "engine/match/scoring.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/elementary.hpp"

namespace dactyl {
namespace {

// The regularised share of one print's quality inside the other that found its mate.
double share(int matched, int expected) {
    return (matched + ScoringOptions::kMatchedPrior) / (std::max(matched, expected) + ScoringOptions::kExpectedPrior);
}

}  // namespace

double conditioning(const PreparedPrint& probe, const PreparedPrint& reference) {
    const int poorer = std::max(ScoringOptions::kLeastQuality, std::min(probe.quality_sum, reference.quality_sum));
    return std::sqrt(std::sqrt(static_cast<double>(ScoringOptions::kUsualQuality) / poorer));
}

double similarity_score(const PreparedPrint& probe, const PreparedPrint& reference, const Alignment& alignment,
                        double lssr) {
    if (alignment.pairings.empty()) return 0;
    int probe_matched = 0;
    int reference_matched = 0;
    for (const Pairing& pairing : alignment.pairings) {
        probe_matched += probe.quality[pairing.probe];
        reference_matched += reference.quality[pairing.reference];
    }
    int probe_expected = 0;
    for (int p = 0; p < probe.count; ++p) {
        const Eigen::Vector2f on_reference = alignment.rigid.undo({probe.px(p), probe.py(p)});
        if (reference.overlap.contains(on_reference.x(), on_reference.y()))
            probe_expected += probe.quality[static_cast<std::size_t>(p)];
    }
    int reference_expected = 0;
    for (std::size_t r = 0; r < static_cast<std::size_t>(reference.count); ++r) {
        if (probe.overlap.contains(alignment.overlay.x[r], alignment.overlay.y[r])) {
            reference_expected += reference.quality[r];
        }
    }
    return share(probe_matched, probe_expected) * share(reference_matched, reference_expected) * lssr *
           logarithm(1 + alignment.agreement);
}

}  // namespace dactyl
