#include "engine/core/elementary.hpp"

namespace dactyl {
namespace {

void expect_close(double ours, double truth) { EXPECT_NEAR(ours, truth, 1e-13 * std::max(1.0, std::fabs(truth))); }

TEST(Elementary, AgreesWithTheLibrary) {
    for (double x = -30; x <= 30; x += 0.37) {
        expect_close(exponential(x) / std::exp(x), 1);
        expect_close(error_function(x / 8), std::erf(x / 8));
        expect_close(arc_tangent(x), std::atan(x));
        expect_close(sigmoid(x, 1.5, -0.5), 1 / (1 + std::exp(0.5 * (x - 1.5))));
    }
    for (double x = -200; x <= 200; x += 0.37) {
        EXPECT_NEAR(cosine(x), std::cos(x), 1e-13);
        EXPECT_NEAR(sine(x), std::sin(x), 1e-13);
    }
    for (double x = 1e-9; x < 1e9; x *= 1.7) expect_close(logarithm(x), std::log(x));
}

TEST(Elementary, IsExactWhereItMustBe) {
    EXPECT_EQ(exponential(0), 1);
    EXPECT_EQ(logarithm(1), 0);
    EXPECT_EQ(error_function(0), 0);
    EXPECT_EQ(error_function(9), 1);
    EXPECT_EQ(error_function(-9), -1);
    EXPECT_EQ(arc_tangent(0), 0);
}

// The values a processor computes are those the compiler computed.
TEST(Elementary, SameAtCompileTime) {
    constexpr double at_compile_time = exponential(-3.7) + logarithm(19.3) + error_function(0.83) + arc_tangent(1.9);
    volatile double a = -3.7;
    volatile double b = 19.3;
    volatile double c = 0.83;
    volatile double d = 1.9;
    EXPECT_EQ(exponential(a) + logarithm(b) + error_function(c) + arc_tangent(d), at_compile_time);
}

}  // namespace
}  // namespace dactyl
