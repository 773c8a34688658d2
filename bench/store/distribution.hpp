#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace dactyl::store_bench {

/// Quantiles of measured times.
struct Distribution {
    double median = 0;
    double p95 = 0;
    double p99 = 0;
    double mean = 0;
};
/// `values` are not empty.
Distribution distribution_of(std::vector<double> values);

/// The Clopper-Pearson interval of a rate, both sides 2.5 %.
struct Interval {
    double low = 0;
    double high = 0;
};
Interval interval_of(std::size_t hits, std::size_t trials);

/// How far two samples' distribution functions lie apart (Kolmogorov-Smirnov), and the distance that two samples of one
/// distribution exceed in 5 % of cases.
struct Apart {
    double distance = 0;
    double limit = 0;
};
Apart apart(std::vector<double> a, std::vector<double> b);

}  // namespace dactyl::store_bench
