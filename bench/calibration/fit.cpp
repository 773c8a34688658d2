#include "bench/calibration/fit.hpp"

#include <algorithm>
#include <cmath>
#include <random>

namespace dactyl {
namespace {

constexpr double kTailShare = 0.01;  // of the impostors belong to the tail: score 20 and beyond
constexpr double kTailScore = 20;
// The data end at 57: one impostor comparison in half a million. The tail is believed a little more than a decade
// beyond; what is higher is put in order, up to kOrderedScore, but promises nothing more.
constexpr double kHighestScore = 70;
constexpr double kOrderedScore = 80;
constexpr double kHighestSimilarity = 1;
constexpr double kTailStep = 5;
constexpr int kResamplings = 40;
// Standard errors by which the shape is raised: rather too low a score than too high.
constexpr double kCautionErrors = 1;

std::vector<double> excesses_of(const std::vector<ImpostorComparison>& comparisons, double threshold) {
    std::vector<double> excesses;
    for (const ImpostorComparison& c : comparisons) {
        if (c.similarity > threshold) excesses.push_back(c.similarity - threshold);
    }
    return excesses;
}

// Draws fingers with replacement; a comparison comes along as often as both its fingers together.
double shape_error(const std::vector<ImpostorComparison>& comparisons, double threshold) {
    int fingers = 0;
    for (const ImpostorComparison& c : comparisons) fingers = std::max({fingers, c.finger_a + 1, c.finger_b + 1});
    std::mt19937 random(1);
    double sum = 0;
    double squares = 0;
    for (int round = 0; round < kResamplings; ++round) {
        std::vector<int> drawn(static_cast<std::size_t>(fingers), 0);
        for (int i = 0; i < fingers; ++i) ++drawn[random() % static_cast<unsigned>(fingers)];
        std::vector<double> excesses;
        for (const ImpostorComparison& c : comparisons) {
            if (c.similarity <= threshold) continue;
            const int times = drawn[static_cast<std::size_t>(c.finger_a)] * drawn[static_cast<std::size_t>(c.finger_b)];
            excesses.insert(excesses.end(), static_cast<std::size_t>(times), c.similarity - threshold);
        }
        const double shape = fit_tail(excesses).shape;
        sum += shape;
        squares += shape * shape;
    }
    const double mean = sum / kResamplings;
    return std::sqrt(std::max(0.0, squares / kResamplings - mean * mean));
}

}  // namespace

Calibration fit_calibration(const std::vector<ImpostorComparison>& comparisons) {
    std::vector<double> sorted;
    for (const ImpostorComparison& c : comparisons) sorted.push_back(c.similarity);
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    const auto reached_by = [&](double share) {
        return sorted[std::min(sorted.size() - 1,
                               static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
    };

    Calibration out;
    out.knots.push_back({0, 0});
    for (const double score : {1.0, 2.0, 3.0, 5.0, 7.0, 10.0, 13.0, 16.0}) {
        const double similarity = reached_by(std::pow(10.0, -score / 10));
        if (similarity > out.knots.back().similarity) out.knots.push_back({similarity, score});
    }
    out.threshold = reached_by(kTailShare);
    const std::vector<double> excesses = excesses_of(comparisons, out.threshold);
    out.tail = fit_tail(excesses);
    out.fitted_shape = out.tail.shape;
    out.shape_error = shape_error(comparisons, out.threshold);
    out.tail.shape += kCautionErrors * out.shape_error;
    // The mean excess is what the data know best: keep it while the shape rises.
    double mean = 0;
    for (const double x : excesses) mean += x / static_cast<double>(excesses.size());
    out.tail.scale = mean * (1 - out.tail.shape);
    for (double score = kTailScore; score <= kHighestScore; score += kTailStep) {
        const double share = std::pow(10.0, -(score - kTailScore) / 10);
        out.knots.push_back({out.threshold + out.tail.excess_at(share), score});
    }
    out.knots.push_back({kHighestSimilarity, kOrderedScore});
    return out;
}

double similarity_at(const Calibration& calibration, double score) {
    const auto next = std::find_if(calibration.knots.begin(), calibration.knots.end(),
                                   [&](const CalibrationKnot& knot) { return knot.score > score; });
    if (next == calibration.knots.begin()) return 0;
    if (next == calibration.knots.end()) return calibration.knots.back().similarity;
    const CalibrationKnot& before = *(next - 1);
    return before.similarity +
           (next->similarity - before.similarity) * (score - before.score) / (next->score - before.score);
}

}  // namespace dactyl
