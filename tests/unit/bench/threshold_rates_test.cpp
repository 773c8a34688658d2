#include "bench/accuracy/threshold_rates.hpp"

#include <gtest/gtest.h>

namespace dactyl {
namespace {

TEST(ThresholdRates, CountsAtAndAboveTheThreshold) {
    const std::vector<double> genuine{10, 20, 30, 40};
    const std::vector<double> impostor{0, 5, 20, 19};
    const ErrorCurve curve(genuine, impostor);
    const ThresholdRates at20 = rates_at(curve, 20);
    EXPECT_EQ(at20.fmr, 0.25);
    EXPECT_EQ(at20.fnmr, 0.25);
    EXPECT_DOUBLE_EQ(at20.promised_fmr, 0.01);
    EXPECT_EQ(rates_at(curve, 20.5).fmr, 0);
    EXPECT_EQ(rates_at(curve, 20.5).fnmr, 0.5);
    EXPECT_EQ(rates_at(curve, 99).fnmr, 1);
    EXPECT_EQ(rates_at(curve, 0).fmr, 1);
    EXPECT_EQ(usual_rates(curve).size(), std::size(kUsualThresholds));
}

}  // namespace
}  // namespace dactyl
