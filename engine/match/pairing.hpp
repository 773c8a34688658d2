#pragma once

#include <algorithm>
#include <vector>

#include "engine/match/rigid.hpp"
#include "engine/match/similarity.hpp"

namespace dactyl {

/// Finds the minutiae of a print near a place and a direction with three table look-ups: one bit a minutia, one word a
/// strip of the picture or a sector of directions.
class MinutiaLookup {
  public:
    static constexpr float kReach = 25;  ///< pixels; every minutia at most this far away is found

    MinutiaLookup() = default;
    explicit MinutiaLookup(const PreparedPrint& print);

    /// A superset, as bits by lane, of the minutiae within kReach and within PairingOptions::kTurn.
    std::uint64_t near(float x, float y, Direction direction) const {
        return strip(columns_, x - left_) & strip(rows_, y - top_) & sectors_[direction.steps() >> kSectorShift];
    }

  private:
    static constexpr int kStripWidth = 8;  // pixels
    static constexpr int kSectorShift = 10;

    // The first and the last strip are empty: whatever lies outside falls there, without a branch.
    static std::uint64_t strip(const std::vector<std::uint64_t>& strips, float offset) {
        const float index = std::max(0.0F, offset * (1.0F / kStripWidth));
        return strips[static_cast<std::size_t>(std::min(index, static_cast<float>(strips.size() - 1)))];
    }

    float left_ = 0;
    float top_ = 0;
    std::vector<std::uint64_t> columns_ = {0};
    std::vector<std::uint64_t> rows_ = {0};
    std::array<std::uint64_t, (65536 >> kSectorShift)> sectors_{};
};

struct PairingOptions {
    static constexpr double kTurn = 0.4;  ///< radians; flat between 0.3 and 0.5
    /// What similarity is worth against position and direction when minutiae compete.
    static constexpr float kSimilarityWorth = 1;
};

/// Tolerance in pixels at a distance from the place where the alignment is surest.
struct Tolerance {
    float base = 0;    ///< pixels
    float growth = 0;  ///< pixels per pixel of distance
};

/// The reference print laid over the probe.
struct Overlay {
    alignas(64) LaneArray<float> x;
    alignas(64) LaneArray<float> y;
    LaneArray<std::uint16_t> direction;
};

struct PairingScratch {
    struct Rival {
        float order;
        Pairing pairing;
    };
    std::vector<Rival> rivals;

    PairingScratch();
};

/// One-to-one pairs of minutiae within the tolerance, the cheapest first where they compete. `centre`: where the
/// alignment is surest, on the probe.
void pair_minutiae(const PreparedPrint& probe, const MinutiaLookup& lookup, const Overlay& overlay, int reference_count,
                   const SimilarityMatrix& similarity, Eigen::Vector2f centre, Tolerance tolerance,
                   PairingScratch& scratch, std::vector<Pairing>& out);

}  // namespace dactyl
