#include "bench/accuracy/page/diagrams.hpp"

#include <algorithm>
#include <cmath>

#include "bench/accuracy/page/chart.hpp"

namespace dactyl {
namespace {

constexpr double kBin = 2;  ///< of the score histogram, in score units
constexpr double kScoreAxisStep = 10;
constexpr double kLeastShare = 1e-5;  ///< lowest share that the histogram shows

/// The power of ten below one comparison's share.
double axis_floor(std::uint64_t comparisons) {
    return std::pow(10.0, std::floor(std::log10(1.0 / static_cast<double>(std::max<std::uint64_t>(comparisons, 10)))));
}

std::vector<ChartPoint> histogram(std::span<const ScoredPair> scores, bool genuine, std::size_t bins) {
    std::vector<ChartPoint> points(bins);
    std::size_t total = 0;
    for (const ScoredPair& scored : scores) {
        if (scored.pair.genuine == genuine) {
            points[std::min(static_cast<std::size_t>(scored.score / kBin), bins - 1)].y += 1;
            ++total;
        }
    }
    for (std::size_t i = 0; i < bins; ++i) {
        points[i].x = kBin * static_cast<double>(i);
        points[i].y /= static_cast<double>(std::max<std::size_t>(total, 1));
    }
    return points;
}

/// FMR(s) = 10^(-s/10) puts this share into the bin from s on.
std::vector<ChartPoint> promised_impostors(std::size_t bins) {
    std::vector<ChartPoint> points;
    for (std::size_t i = 0; i < bins; ++i) {
        const double low = kBin * static_cast<double>(i);
        points.push_back({low + kBin / 2, std::pow(10.0, -low / 10) - std::pow(10.0, -(low + kBin) / 10)});
    }
    return points;
}

}  // namespace

std::string det_diagram(std::span<const SetReport> sets) {
    std::uint64_t genuine = 0;
    std::uint64_t impostors = 0;
    for (const SetReport& set : sets) {
        genuine = std::max<std::uint64_t>(genuine, set.genuine);
        impostors = std::max<std::uint64_t>(impostors, set.impostors);
    }
    Chart chart({"false match rate", axis_floor(impostors), 1, true, 1},
                {"false non-match rate", axis_floor(genuine), 1, true, 1});
    for (std::size_t i = 0; i < sets.size(); ++i) {
        const ErrorCurve curve = sets[i].curve();
        std::vector<ChartPoint> points;
        for (const ErrorCurve::Point& point : curve.points()) {
            points.push_back({curve.fmr(point), curve.fnmr(point)});
        }
        chart.line(points, sets[i].set.name, chart_colour(i));
    }
    return chart.svg();
}

std::string score_diagram(const SetReport& report) {
    double highest = kScoreAxisStep;
    for (const ScoredPair& scored : report.scores) {
        highest = std::max(highest, scored.score);
    }
    const double end = std::ceil(highest / kScoreAxisStep) * kScoreAxisStep;
    const auto bins = static_cast<std::size_t>(end / kBin) + 1;
    Chart chart({"score", 0, end, false, end > 15 * kScoreAxisStep ? 2 * kScoreAxisStep : kScoreAxisStep},
                {"share of comparisons", kLeastShare, 1, true, 1});
    chart.steps(histogram(report.scores, false, bins), kBin, "impostor", chart_colour(1));
    chart.steps(histogram(report.scores, true, bins), kBin, "genuine", chart_colour(0));
    chart.line(promised_impostors(bins), "promised", chart_colour(6), true);
    return chart.svg();
}

}  // namespace dactyl
