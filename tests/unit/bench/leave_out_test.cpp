#include "bench/calibration/leave_out.hpp"

#include <gtest/gtest.h>

namespace dactyl {
namespace {

constexpr std::size_t kNone = 9;  // no set is left out

// A set of `mates` and 2 000 strangers that score 1 at most; `hits` of the mates score 2, the others nothing.
SetScores set_with(int hits, int mates) {
    SetScores out;
    for (int i = 0; i < mates; ++i) out.genuine.push_back(i < hits ? 2 : 0);
    for (int i = 1; i <= 2000; ++i) out.impostor.push_back(i / 2000.0);
    return out;
}

TEST(LeaveOut, TheLossKnowsNothingOfTheSetThatIsLeftOut) {
    const Trial trial{1, {set_with(10, 10), set_with(10, 10), set_with(5, 10)}};
    EXPECT_EQ(loss_without(trial, 2), 0);
    EXPECT_GT(loss_without(trial, 0), 0.2);
    EXPECT_GT(loss_without(trial, kNone), 0.1);
    EXPECT_LT(loss_without(trial, kNone), loss_without(trial, 0)) << "more prints that match";
}

TEST(LeaveOut, EachSetIsChosenForByTheOthers) {
    const std::vector<Trial> trials = {{0.1, {set_with(10, 10), set_with(4, 10)}},
                                       {0.2, {set_with(4, 10), set_with(10, 10)}}};
    EXPECT_EQ(choose_without(trials, 0, 0), 1U) << "the second set prefers the second value";
    EXPECT_EQ(choose_without(trials, 1, 0), 0U);
}

TEST(LeaveOut, TheFirstWithinTheToleranceIsTaken) {
    const std::vector<Trial> trials = {{0.1, {set_with(98, 100), set_with(98, 100)}},
                                       {0.2, {set_with(100, 100), set_with(100, 100)}}};
    EXPECT_EQ(choose_without(trials, kNone, 0), 1U);
    EXPECT_EQ(choose_without(trials, kNone, 0.05), 0U);
}

TEST(LeaveOut, ErrorsAreThoseAtTheOthersThreshold) {
    Trial trial{1, {set_with(9, 10), set_with(10, 10)}};
    const LeftOutErrors errors = left_out_errors(trial, 0);
    EXPECT_DOUBLE_EQ(errors.fnmr, 0.1);
    EXPECT_LE(errors.fmr, 0.001) << "strangers of both sets are alike";
    for (double& score : trial.sets[0].impostor) score += 2;
    EXPECT_EQ(left_out_errors(trial, 0).fmr, 1) << "the threshold does not follow the set that is left out";
}

}  // namespace
}  // namespace dactyl
