#pragma once

#include <array>
#include <vector>

#include "engine/match/candidates.hpp"

namespace dactyl {

/// Values from Cappelli, Ferrara, Maltoni 2010 (LSSR) except where STUDY-matching found better ones.
struct RelaxationOptions {
    static constexpr int kRounds = 5;
    static constexpr double kOwnWeight = 0.5;  ///< of a pair's own value against its neighbours'
    /// Compatibility of two pairs falls as a sigmoid of each difference: middle and slope.
    static constexpr double kDistanceMiddle = 5;       ///< pixels between the distances on either print
    static constexpr double kDistanceSlope = -1.6;     ///< per pixel
    static constexpr double kAngleMiddle = 0.2617994;  ///< radians (pi / 12), of rotation and of bearing
    static constexpr double kAngleSlope = -30;         ///< per radian
    /// Where a sigmoid has fallen to e^-7 it counts as nothing.
    static constexpr double kNothing = 7;
    static constexpr int kBestPairs = 10;  ///< that make the score, also where there are fewer
};

/// Two candidates that agree in geometry, and how much each is worth to the other.
struct Link {
    std::uint8_t a = 0;
    std::uint8_t b = 0;
    float for_a = 0;
    float for_b = 0;
};

/// The candidates after their neighbours had their say.
struct Relaxed {
    LaneArray<float> value;  ///< of each candidate
    double lssr = 0;         ///< mean value of the kBestPairs whose value suffered least; 0 to 1
};

struct RelaxationScratch {
    std::array<std::uint16_t, kLanes * kLanes / 2> near;  ///< pairs of like rotation and distance, a * kLanes + b
    std::vector<Link> links;

    RelaxationScratch();
};

/// Lists the pairs of candidates, a < b, whose rotations differ by less than the sigmoids' reach and whose distances on
/// the two prints do so too. SIMD; `out` needs room for kLanes^2 / 2.
std::size_t near_candidates(const PreparedPrint& probe, const PreparedPrint& reference, const Candidates& candidates,
                            std::uint16_t* out);

void relax(const PreparedPrint& probe, const PreparedPrint& reference, const Candidates& candidates,
           RelaxationScratch& scratch, Relaxed& out);

}  // namespace dactyl
