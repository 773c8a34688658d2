#include "engine/extract/smooth.hpp"

namespace dactyl::stages {
namespace {

TEST(Smooth, TapsSumToOneAndFall) {
    for (const double sigma : {0.5, 1.0, 3.0, 8.0}) {
        const auto taps = gaussian_taps(sigma);
        double sum = taps[0];
        for (std::size_t k = 1; k < taps.size(); ++k) {
            sum += 2 * taps[k];
            EXPECT_LT(taps[k], taps[k - 1]);
        }
        EXPECT_NEAR(sum, 1, 1e-6);
    }
}

TEST(Smooth, KeepsConstantsAlsoAtBordersAndOnTinyMaps) {
    for (const int side : {1, 2, 5, 40}) {
        const auto out = smooth(Map<float>(side, side, 3.0F), 4.0);
        for (const float v : out.samples()) EXPECT_NEAR(v, 3, 1e-5);
    }
}

TEST(Smooth, SpreadsAPointAsAGaussian) {
    Map<float> map(41, 41);
    map.at(20, 20) = 1;
    const auto out = smooth(map, 2.0);
    const double peak = 1 / (2 * 3.14159265 * 4);
    EXPECT_NEAR(out.at(20, 20), peak, 0.01 * peak);
    EXPECT_NEAR(out.at(22, 20), peak * std::exp(-0.5), 0.01 * peak);
    EXPECT_FLOAT_EQ(out.at(17, 21), out.at(23, 21));
    EXPECT_FLOAT_EQ(out.at(17, 21), out.at(21, 17));
}

TEST(RowWidener, ReproducesRampsBetweenTheCentresOfCells) {
    Map<float> map(10, 10);
    for (int y = 0; y < 10; ++y) {
        for (int x = 0; x < 10; ++x) map.at(x, y) = static_cast<float>(3 * x + 5 * y);
    }
    for (const int step : {2, 4}) {
        RowWidener widener(map, step);
        for (int y = step; y < 9 * step; ++y) {
            const float* row = widener.row(y, 2, 8);
            for (int x = 2 * step; x < 8 * step; ++x) {
                const double cx = (x + 0.5) / step - 0.5;
                const double cy = (y + 0.5) / step - 0.5;
                EXPECT_NEAR(row[x], 3 * cx + 5 * cy, 1e-4);
            }
        }
        EXPECT_FLOAT_EQ(widener.row(0, 0, 10)[0], 0);
        EXPECT_FLOAT_EQ(widener.row(10 * step - 1, 0, 10)[10 * step - 1], 72);
    }
}

}  // namespace
}  // namespace dactyl::stages
