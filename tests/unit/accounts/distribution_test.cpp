#include "bench/store/distribution.hpp"

namespace dactyl::store_bench {
namespace {

TEST(Distribution, Quantiles) {
    std::vector<double> values;
    for (int i = 100; i >= 1; --i) values.push_back(i);
    const Distribution d = distribution_of(values);
    EXPECT_EQ(d.median, 51);
    EXPECT_EQ(d.p95, 96);
    EXPECT_EQ(d.p99, 100);
    EXPECT_DOUBLE_EQ(d.mean, 50.5);
}

TEST(Interval, IsThatOfClopperAndPearson) {
    EXPECT_NEAR(interval_of(0, 100).high, 0.036217, 1e-5);
    EXPECT_EQ(interval_of(0, 100).low, 0);
    EXPECT_NEAR(interval_of(10, 100).low, 0.049005, 1e-5);
    EXPECT_NEAR(interval_of(10, 100).high, 0.176223, 1e-5);
}

TEST(Apart, IsTheWidestGap) {
    EXPECT_DOUBLE_EQ(apart({1, 2, 3, 4}, {1, 2, 3, 4}).distance, 0);
    EXPECT_DOUBLE_EQ(apart({1, 2, 3, 4}, {5, 6}).distance, 1);
    EXPECT_DOUBLE_EQ(apart({1, 2, 3, 4}, {3, 4, 5, 6}).distance, 0.5);
    EXPECT_NEAR(apart(std::vector<double>(100, 1), std::vector<double>(100, 1)).limit, 0.19205, 1e-4);
}

}  // namespace
}  // namespace dactyl::store_bench
