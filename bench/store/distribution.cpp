#include "bench/store/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace dactyl::store_bench {
namespace {

double quantile(const std::vector<double>& sorted, double share) {
    return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

// P(X <= hits) for a binomial, summed in logarithms.
double binomial_cdf(std::size_t hits, std::size_t trials, double rate) {
    const auto n = static_cast<double>(trials);
    double sum = 0;
    for (std::size_t i = 0; i <= hits; ++i) {
        const auto k = static_cast<double>(i);
        sum += std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) + k * std::log(rate) +
                        (n - k) * std::log1p(-rate));
    }
    return sum;
}

template <class Above>
double bisect(const Above& above) {
    double low = 1e-12;
    double high = 1 - 1e-12;
    for (int i = 0; i < 100; ++i) {
        const double middle = (low + high) / 2;
        (above(middle) ? high : low) = middle;
    }
    return (low + high) / 2;
}

}  // namespace

Distribution distribution_of(std::vector<double> values) {
    std::ranges::sort(values);
    return {quantile(values, 0.5), quantile(values, 0.95), quantile(values, 0.99),
            std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size())};
}

Interval interval_of(std::size_t hits, std::size_t trials) {
    constexpr double kTail = 0.025;
    Interval interval{0, 1};
    if (hits > 0) interval.low = bisect([&](double p) { return 1 - binomial_cdf(hits - 1, trials, p) > kTail; });
    if (hits < trials) interval.high = bisect([&](double p) { return binomial_cdf(hits, trials, p) < kTail; });
    return interval;
}

Apart apart(std::vector<double> a, std::vector<double> b) {
    std::ranges::sort(a);
    std::ranges::sort(b);
    double widest = 0;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size()) {
        const double value = std::min(a[i], b[j]);
        while (i < a.size() && a[i] <= value) ++i;
        while (j < b.size() && b[j] <= value) ++j;
        widest = std::max(widest, std::abs(static_cast<double>(i) / static_cast<double>(a.size()) -
                                           static_cast<double>(j) / static_cast<double>(b.size())));
    }
    const auto m = static_cast<double>(a.size());
    const auto n = static_cast<double>(b.size());
    return {widest, 1.358 * std::sqrt((m + n) / (m * n))};  // of the Kolmogorov distribution at 5 %
}

}  // namespace dactyl::store_bench
