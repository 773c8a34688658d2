#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/core/template.hpp"
#include "engine/core/units.hpp"
#include "engine/match/options.hpp"
#include "engine/match/prepared.hpp"

namespace dactyl {

/// Working memory of comparisons: one a thread, reused; grows to what is needed and then allocates no more.
class MatchScratch {
  public:
    MatchScratch();
    ~MatchScratch();
    MatchScratch(MatchScratch&&) noexcept;
    MatchScratch& operator=(MatchScratch&&) noexcept;

    struct Buffers;
    Buffers& buffers() { return *buffers_; }

  private:
    std::unique_ptr<Buffers> buffers_;
};

/// One pair of minutiae taken for the same, as indices into the minutiae of the templates that were prepared.
struct MinutiaPair {
    std::uint16_t probe = 0;
    std::uint16_t reference = 0;
    float similarity = 0;  ///< of their neighbourhoods, 0 to 1
    float distance = 0;    ///< after alignment and warp, pixels
};

/// Reference point (x, y) lies at (cosine x - sine y + dx, sine x + cosine y + dy) of the probe; pixels at 500 dpi, y
/// down.
struct RigidTransform {
    float cosine = 1;
    float sine = 0;
    float dx = 0;
    float dy = 0;
};

/// How a score came about, for people: the overlay of a failure gallery, an adjudicator's screen.
struct Explanation {
    Score score;
    double similarity = 0;  ///< the uncalibrated score
    bool gated = false;     ///< rejected early: the alignment was never tried
    RigidTransform alignment;
    std::vector<MinutiaPair> pairs;
};

/// How alike the two prints are. Deterministic on every processor and SIMD level. Thread-safe with one scratch a
/// thread. Templates without minutiae score 0.
Score compare(const Probe& probe, const Reference& reference, MatchScratch& scratch, const MatchOptions& options = {});

/// compare(), and whether the gate ended it, for whoever counts.
struct Comparison {
    Score score;
    bool gated = false;  ///< the alignment was never tried
};
Comparison compare_gated(const Probe& probe, const Reference& reference, MatchScratch& scratch,
                         const MatchOptions& options = {});

/// compare() with the reasons; slower, the same score.
Explanation explain(const Probe& probe, const Reference& reference, MatchScratch& scratch,
                    const MatchOptions& options = {});

/// Identifies descriptors, comparison and calibration together; changes whenever any score would.
std::uint16_t matcher_version();

}  // namespace dactyl
