#include "bench/accuracy/error_curve.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dactyl {
namespace {

double rate(std::uint64_t count, std::uint64_t total) {
    return total == 0 ? 0 : static_cast<double>(count) / static_cast<double>(total);
}

}  // namespace

ErrorCurve::ErrorCurve(std::span<const double> genuine, std::span<const double> impostor) {
    std::vector<WeightedScore> scores;
    scores.reserve(genuine.size() + impostor.size());
    for (const double score : genuine) {
        scores.push_back({score, true, 1});
    }
    for (const double score : impostor) {
        scores.push_back({score, false, 1});
    }
    std::sort(scores.begin(), scores.end(), [](const auto& a, const auto& b) { return a.score < b.score; });
    build(scores);
}

ErrorCurve::ErrorCurve(std::span<const WeightedScore> by_score) { build(by_score); }

void ErrorCurve::build(std::span<const WeightedScore> by_score) {
    for (const WeightedScore& comparison : by_score) {
        (comparison.genuine ? genuine_ : impostors_) += comparison.weight;
    }
    Point point{0, 0, impostors_};
    for (std::size_t i = 0; i < by_score.size();) {
        point.threshold = by_score[i].score;
        points_.push_back(point);
        for (; i < by_score.size() && by_score[i].score == point.threshold; ++i) {
            if (by_score[i].genuine) {
                point.misses += by_score[i].weight;
            } else {
                point.false_matches -= by_score[i].weight;
            }
        }
    }
    point.threshold = std::nextafter(point.threshold, std::numeric_limits<double>::max());
    points_.push_back(point);
}

double ErrorCurve::fnmr(const Point& point) const { return rate(point.misses, genuine_); }

double ErrorCurve::fmr(const Point& point) const { return rate(point.false_matches, impostors_); }

double ErrorCurve::equal_error_rate() const {
    // FNMR never falls and FMR never rises along the curve; it starts at FNMR 0 and ends at FMR 0.
    const auto t2 = std::partition_point(points_.begin(), points_.end(),
                                         [this](const Point& point) { return fnmr(point) < fmr(point); });
    const auto beyond_t1 =
        std::partition_point(t2, points_.end(), [this](const Point& point) { return fnmr(point) <= fmr(point); });
    const auto t1 = beyond_t1 == points_.begin() ? beyond_t1 : std::prev(beyond_t1);
    const auto sum = [this](const Point& point) { return fnmr(point) + fmr(point); };
    return std::min(sum(*t1), sum(*t2)) / 2;
}

const ErrorCurve::Point& ErrorCurve::at_fmr(std::uint64_t one_in) const {
    // FNMR never falls along the curve, so the first point that is strict enough is the best one.
    return *std::partition_point(points_.begin(), points_.end(), [this, one_in](const Point& point) {
        const double limit = one_in == 0 ? 0 : 1.0 / static_cast<double>(one_in);
        return fmr(point) > limit;
    });
}

}  // namespace dactyl
