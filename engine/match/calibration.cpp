#include "engine/match/calibration.hpp"

#include <algorithm>
#include <array>

namespace dactyl {
namespace {

struct Knot {
    double similarity;
    double score;
};

// Printed by bench/calibration; straight lines between the knots, the last score beyond them. Up to 20 quantiles of
// 495 936 impostor comparisons, from there to 70 the generalised Pareto tail fitted to the highest 1 % of them; above
// 70 scores only put in order. Belongs to matcher_version() and to extract's minutiae: fit it again when either
// changes.
constexpr std::array<Knot, 21> kKnots{
    {{0.000000, 0},  {0.001955, 1},  {0.002066, 2},  {0.002153, 3},  {0.002332, 5},  {0.002963, 7},  {0.004625, 10},
     {0.005653, 13}, {0.006776, 16}, {0.008894, 20}, {0.011691, 25}, {0.014709, 30}, {0.017963, 35}, {0.021473, 40},
     {0.025260, 45}, {0.029344, 50}, {0.033749, 55}, {0.038500, 60}, {0.043625, 65}, {0.049153, 70}, {1.000000, 80}}};

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
