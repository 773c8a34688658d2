#include "engine/match/calibration.hpp"

#include <algorithm>
#include <array>

namespace dactyl {
namespace {

struct Knot {
    double similarity;
    double score;
};

// First fit; straight lines between the knots, the last slope beyond them up to kHighest.
constexpr std::array<Knot, 10> kKnots{{{0, 0},
                                       {0.0021, 3},
                                       {0.0052, 10},
                                       {0.0105, 20},
                                       {0.0175, 30},
                                       {0.026, 40},
                                       {0.05, 60},
                                       {0.1, 80},
                                       {0.2, 100},
                                       {0.4, 120}}};

}  // namespace

Score calibrated(double similarity) {
    if (!(similarity > 0)) return Score(0);
    const auto next = std::upper_bound(kKnots.begin(), kKnots.end(), similarity,
                                       [](double value, const Knot& knot) { return value < knot.similarity; });
    if (next == kKnots.end()) return Score(kKnots.back().score);
    const Knot& before = *(next - 1);
    const double share = (similarity - before.similarity) / (next->similarity - before.similarity);
    return Score(before.score + share * (next->score - before.score));
}

}  // namespace dactyl
