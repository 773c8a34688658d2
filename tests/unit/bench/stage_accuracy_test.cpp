#include "bench/accuracy/stage_accuracy.hpp"

#include <numbers>

#include <gtest/gtest.h>

namespace dactyl {
namespace {

/// An 80 x 80 picture all of which is touched, ridges level and nine pixels apart, with one visible and one invisible
/// minutia.
GroundTruth plain_truth() {
    GroundTruth truth;
    truth.width = 80;
    truth.height = 80;
    truth.mask = Foreground(80, 80);
    for (int cell = 0; cell < 100; ++cell) {
        truth.mask.set_cell(cell % 10, cell / 10, true);
    }
    truth.orientation.assign(100, 0);
    truth.period.assign(100, 9 * 16);
    truth.minutiae = {{20, 40, Direction::from_degrees(90), MinutiaKind::kEnding, 1, true},
                      {60, 40, Direction::from_degrees(0), MinutiaKind::kBifurcation, 2, false}};
    return truth;
}

Minutia at(float x, float y, double degrees, MinutiaKind kind = MinutiaKind::kEnding) {
    return {x, y, Direction::from_degrees(degrees), kind, 50};
}

TEST(AddMinutiae, CountsWhatIsWithinBothLimits) {
    const GroundTruth truth = plain_truth();
    StageAccuracy accuracy;
    const std::vector<Minutia> found{at(24, 43, 100), at(20, 49, 90), at(20, 40, 120), at(61, 40, 0)};
    add_minutiae(found, truth, accuracy);
    EXPECT_EQ(accuracy.true_minutiae, 1U);
    EXPECT_EQ(accuracy.common_minutiae, 1U);
    EXPECT_EQ(accuracy.found_minutiae, 3U) << "what lies on an invisible minutia counts neither way";
    EXPECT_DOUBLE_EQ(accuracy.position.mean(), 5);
    EXPECT_NEAR(accuracy.direction.mean(), 10, 0.01);
    EXPECT_DOUBLE_EQ(accuracy.kind.mean(), 1);
    EXPECT_DOUBLE_EQ(accuracy.precision(), 1.0 / 3);
    EXPECT_DOUBLE_EQ(accuracy.recall(), 1);
    EXPECT_DOUBLE_EQ(accuracy.f1(), 0.5);
}

TEST(AddMinutiae, TakesTheCloserOfTwoAndEachOnce) {
    StageAccuracy accuracy;
    const std::vector<Minutia> found{at(26, 40, 90), at(21, 40, 90, MinutiaKind::kBifurcation)};
    add_minutiae(found, plain_truth(), accuracy);
    EXPECT_EQ(accuracy.common_minutiae, 1U);
    EXPECT_DOUBLE_EQ(accuracy.position.mean(), 1);
    EXPECT_DOUBLE_EQ(accuracy.kind.mean(), 0);
}

TEST(StageJudge, MeasuresMapsAgainstTheTruth) {
    const GroundTruth truth = plain_truth();
    StageAccuracy accuracy;
    StageJudge judge(truth, accuracy);
    // 176 degrees are 4 from level ridges.
    const std::vector<float> orientation(100, static_cast<float>(176 * std::numbers::pi / 180));
    judge.receive(Stage::kOrientation, {orientation, 10, 10, 0, 0, 8});
    EXPECT_NEAR(accuracy.good_orientation_rmse(), 4, 1e-3);
    EXPECT_NEAR(accuracy.bad_orientation_rmse(), 4, 1e-3);
    EXPECT_EQ(accuracy.good_orientation.count, 50U);
    EXPECT_EQ(accuracy.bad_orientation.count, 50U) << "the half nearer to the invisible minutia";
    const std::vector<float> period(100, 10);
    judge.receive(Stage::kPeriod, {period, 10, 10, 0, 0, 8});
    EXPECT_NEAR(accuracy.frequency.mean(), 0.1, 1e-6);
    std::vector<float> mask(100, 1);
    std::fill_n(mask.begin(), 25, 0.0F);
    judge.receive(Stage::kSegmentation, {mask, 10, 10, 0, 0, 8});
    EXPECT_DOUBLE_EQ(accuracy.segmentation.mean(), 0.25);
}

TEST(StageJudge, FollowsAMapsFrame) {
    const GroundTruth truth = plain_truth();
    StageAccuracy accuracy;
    StageJudge judge(truth, accuracy);
    const std::vector<float> quarter(25, 1);  // the lower right quarter of the picture
    judge.receive(Stage::kSegmentation, {quarter, 5, 5, 40, 40, 8});
    EXPECT_DOUBLE_EQ(accuracy.segmentation.mean(), 0.75);
}

TEST(StageJudge, SurroundingsOfCoresAreBad) {
    GroundTruth truth = plain_truth();
    truth.minutiae.pop_back();
    truth.singularities = {{4, 4, false}};
    StageAccuracy accuracy;
    StageJudge judge(truth, accuracy);
    const std::vector<float> orientation(100, 0);
    judge.receive(Stage::kOrientation, {orientation, 10, 10, 0, 0, 8});
    EXPECT_GT(accuracy.bad_orientation.count, 3U);
    EXPECT_LT(accuracy.bad_orientation.count, 15U);
}

TEST(StageAccuracy, AddsUp) {
    StageAccuracy sum;
    StageAccuracy one;
    one.prints = 1;
    one.found_minutiae = 4;
    one.position.add(2);
    sum += one;
    one.position.add(6);
    sum += one;
    EXPECT_EQ(sum.prints, 2U);
    EXPECT_EQ(sum.found_minutiae, 8U);
    EXPECT_DOUBLE_EQ(sum.position.mean(), 10.0 / 3);
    EXPECT_EQ(StageAccuracy{}.f1(), 0);
}

}  // namespace
}  // namespace dactyl
