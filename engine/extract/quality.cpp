#include "engine/extract/quality.hpp"

#include <algorithm>
#include <cmath>

namespace dactyl::stages {
namespace {

// Limits of the verdict. Worst values of 1 360 real prints of nine sensors in parentheses; what they refuse is noise of
// any grain (flow 0.65 to 0.72), gradients, photographs (explained 0.03 to 0.10), drawings and regular patterns.
constexpr double kLeastExplained = 0.11;    // (0.163)
constexpr double kLeastFlow = 0.78;         // (0.855; a capture of 128 pixels' width 0.80)
constexpr double kMostCoherence = 0.96;     // (0.882) straight stripes; only for pictures of kLeastForStripes cells
constexpr int kLeastForStripes = 1500;      // cells; small pieces of real prints can be as straight
constexpr double kLeastOfCoherence = 0.33;  // (0.415) edges are coherent without being ridges: explained / coherence
constexpr double kMostPeriod = 13.3;        // (12.75) pixels, while explained is below kSurelyExplained:
constexpr double kSurelyExplained = 0.35;   // coarse structures reach the end of the range of periods

// Quality grows with the explained part between these; a print of kFullCells or more loses nothing for its size.
constexpr double kWorstExplained = 0.15;
constexpr double kBestExplained = 0.65;
constexpr double kFullCells = 2000;  // 32 000 pixels, about 9 mm x 9 mm

}  // namespace

Evidence gather_evidence(const Map<float>& explained, const Map<float>& coherence, const Map<float>& flow,
                         const Map<float>& period, const Mask& mask) {
    Evidence out;
    for (std::size_t i = 0; i < mask.samples().size(); ++i) {
        if (mask.samples()[i] == 0) continue;
        ++out.cells;
        out.explained += explained.samples()[i];
        out.coherence += coherence.samples()[i];
        out.flow += flow.samples()[i];
        out.period += period.samples()[i];
    }
    if (out.cells == 0) return out;
    out.explained /= out.cells;
    out.coherence /= out.cells;
    out.flow /= out.cells;
    out.period /= out.cells;
    return out;
}

bool is_fingerprint(const Evidence& evidence) {
    if (evidence.cells == 0) return false;
    if (evidence.explained < kLeastExplained || evidence.flow < kLeastFlow) return false;
    if (evidence.explained < kLeastOfCoherence * evidence.coherence) return false;
    if (evidence.cells >= kLeastForStripes && evidence.coherence > kMostCoherence) return false;
    return evidence.period <= kMostPeriod || evidence.explained >= kSurelyExplained;
}

std::uint8_t rate_quality(const Evidence& evidence) {
    const double clarity = (evidence.explained - kWorstExplained) / (kBestExplained - kWorstExplained);
    const double size = std::min(1.0, evidence.cells / kFullCells);
    return static_cast<std::uint8_t>(std::lrint(std::clamp(100 * clarity * size, 0.0, 100.0)));
}

}  // namespace dactyl::stages
