#include "engine/match/calibration.hpp"

#include <algorithm>
#include <array>

namespace dactyl {
namespace {

struct Knot {
    double similarity;
    double score;
};

// Printed by bench/calibration; straight lines between the knots, the last score beyond them. Up to 20 quantiles of 495
// 936 impostor comparisons, from there the generalised Pareto tail fitted to the highest 1 % of them. Belongs to
// matcher_version() and to extract's minutiae: fit it again when either changes.
constexpr std::array<Knot, 30> kKnots{
    {{0.000000, 0},  {0.001990, 1},   {0.002057, 2},   {0.002098, 3},   {0.002157, 5},   {0.002261, 7},
     {0.004092, 10}, {0.005811, 13},  {0.007555, 16},  {0.009978, 20},  {0.013025, 25},  {0.016400, 30},
     {0.020137, 35}, {0.024276, 40},  {0.028860, 45},  {0.033935, 50},  {0.039557, 55},  {0.045782, 60},
     {0.052675, 65}, {0.060310, 70},  {0.068765, 75},  {0.078127, 80},  {0.088496, 85},  {0.099979, 90},
     {0.112696, 95}, {0.126778, 100}, {0.142374, 105}, {0.159645, 110}, {0.178771, 115}, {0.199952, 120}}};

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
