#include "bench/accuracy/threshold_rates.hpp"

#include <algorithm>
#include <cmath>

namespace dactyl {

ThresholdRates rates_at(const ErrorCurve& curve, double threshold) {
    const auto points = curve.points();
    const auto found = std::partition_point(points.begin(), points.end(), [threshold](const ErrorCurve::Point& point) {
        return point.threshold < threshold;
    });
    const ErrorCurve::Point& point = found == points.end() ? points.back() : *found;
    return {threshold, std::pow(10.0, -threshold / 10), curve.fmr(point), curve.fnmr(point)};
}

std::vector<ThresholdRates> usual_rates(const ErrorCurve& curve) {
    std::vector<ThresholdRates> rates;
    for (const double threshold : kUsualThresholds) {
        rates.push_back(rates_at(curve, threshold));
    }
    return rates;
}

}  // namespace dactyl
