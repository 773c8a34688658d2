#include <cmath>
#include <random>

#include "bench/calibration/fit.hpp"

namespace dactyl {
namespace {

std::vector<double> uniform(std::size_t n, std::uint32_t seed) {
    std::mt19937 random(seed);
    std::vector<double> out(n);
    for (double& u : out) u = (static_cast<double>(random()) + 0.5) / 4294967296.0;
    return out;
}

TEST(ParetoTail, FitFindsTheParametersAgain) {
    for (const double shape : {-0.2, 0.0, 0.1, 0.4}) {
        const ParetoTail truth{shape, 0.003};
        std::vector<double> excesses;
        for (const double u : uniform(20000, 3)) excesses.push_back(truth.excess_at(u));
        const ParetoTail fitted = fit_tail(excesses);
        EXPECT_NEAR(fitted.shape, shape, 0.03);
        EXPECT_NEAR(fitted.scale, 0.003, 0.00015);
    }
}

// Similarities of strangers with an exponential tail, over 40 fingers in two sets.
std::vector<ImpostorComparison> exponential_impostors() {
    std::vector<ImpostorComparison> out;
    int i = 0;
    for (const double u : uniform(60000, 5)) {
        const int a = i % 40;
        const int b = (a + 1 + i / 40 % 39) % 40;
        out.push_back({a / 20, b / 20, a, b, -0.002 * std::log(u)});
        ++i;
    }
    return out;
}

TEST(Calibration, OfAnExponentialIsAStraightLineThatNeverOverclaims) {
    const Calibration fit = fit_calibration(exponential_impostors());
    double last = -1;
    for (const CalibrationKnot& knot : fit.knots) {
        EXPECT_GT(knot.similarity, last);
        last = knot.similarity;
    }
    for (const double score : {3.0, 10.0, 20.0, 30.0}) {
        EXPECT_NEAR(similarity_at(fit, score), 0.002 * score / 10 * std::log(10.0), 0.0007) << score;
    }
    EXPECT_GT(similarity_at(fit, 80), 0.002 * 8 * std::log(10.0)) << "cautious where there are no data";
}

TEST(Impostors, OneFingerUnderTwoNamesIsRemoved) {
    Impostors impostors;
    impostors.comparisons = exponential_impostors();
    for (int finger = 0; finger < 40; ++finger) impostors.fingers.push_back("set/" + std::to_string(finger));
    const auto removed_before = remove_same_fingers(impostors);
    EXPECT_TRUE(removed_before.empty());
    const std::size_t honest = impostors.comparisons.size();
    for (ImpostorComparison& c : impostors.comparisons) {
        if (c.finger_a == 7 && c.finger_b == 33) c.similarity += 0.2;
    }
    EXPECT_THAT(remove_same_fingers(impostors), testing::ElementsAre("set/7 = set/33"));
    EXPECT_LT(impostors.comparisons.size(), honest);
}

}  // namespace
}  // namespace dactyl
