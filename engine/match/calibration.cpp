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
    {{0.000000, 0},  {0.001994, 1},   {0.002058, 2},   {0.002099, 3},   {0.002158, 5},   {0.002282, 7},
     {0.003997, 10}, {0.005590, 13},  {0.007198, 16},  {0.009383, 20},  {0.012235, 25},  {0.015497, 30},
     {0.019229, 35}, {0.023498, 40},  {0.028380, 45},  {0.033965, 50},  {0.040353, 55},  {0.047661, 60},
     {0.056019, 65}, {0.065579, 70},  {0.076515, 75},  {0.089024, 80},  {0.103332, 85},  {0.119699, 90},
     {0.138419, 95}, {0.159833, 100}, {0.184327, 105}, {0.212344, 110}, {0.244391, 115}, {0.281049, 120}}};

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
