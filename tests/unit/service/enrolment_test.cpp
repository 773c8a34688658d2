#include "engine/service/enrolment.hpp"

#include "tests/unit/service/prints_of_nobody.hpp"

namespace dactyl {
namespace {

FingerPrints finger_prints(FingerPosition position, std::initializer_list<PrintOfNobody> prints) {
    FingerPrints made{position, {}};
    for (const PrintOfNobody& print : prints) made.placements.push_back(template_of(print));
    return made;
}

TEST(CheckCounts, BoundsFingersAndPlacements) {
    const std::vector<FingerPosition> unknown(11, FingerPosition::kUnknown);
    const auto holds = [&](const std::vector<std::size_t>& placements) {
        return check_counts(placements, std::span(unknown).first(placements.size())).has_value();
    };
    EXPECT_TRUE(holds({1}));
    EXPECT_TRUE(holds({10, 1}));
    EXPECT_FALSE(holds({}));
    EXPECT_FALSE(holds({0}));
    EXPECT_FALSE(holds({11}));
    EXPECT_FALSE(holds(std::vector<std::size_t>(11, 1)));
}

TEST(CheckCounts, RefusesAPositionGivenTwice) {
    const std::array<std::size_t, 2> placements = {1, 1};
    using enum FingerPosition;
    EXPECT_FALSE(check_counts(placements, std::array{kLeftThumb, kLeftThumb}));
    EXPECT_TRUE(check_counts(placements, std::array{kLeftThumb, kRightThumb}));
    EXPECT_TRUE(check_counts(placements, std::array{kUnknown, kUnknown}));
}

TEST(CheckPrints, PlacementsMustBeOfOneFingerAndFingersDiffer) {
    MatchScratch scratch;
    using enum FingerPosition;
    const auto check = [&](std::vector<FingerPrints> fingers) {
        return check_prints(fingers, {}, scratch).has_value();
    };
    EXPECT_TRUE(check({finger_prints(kLeftThumb, {{.finger = 1}, {.finger = 1, .impression = 1}}),
                       finger_prints(kRightThumb, {{.finger = 2}, {.finger = 2, .impression = 1}})}));
    EXPECT_FALSE(check({finger_prints(kLeftThumb, {{.finger = 1}, {.finger = 2}})}));
    EXPECT_FALSE(check(
        {finger_prints(kLeftThumb, {{.finger = 1}}), finger_prints(kRightThumb, {{.finger = 1, .impression = 1}})}));
}

TEST(SameFinger, FindsTheFingerThatWasEnrolledBefore) {
    MatchScratch scratch;
    using enum FingerPosition;
    std::vector<DecodedImpression> enrolled;
    enrolled.push_back({FingerId(4), FingerId(3), HolderId(1), template_of({.finger = 1}), 0});
    enrolled.back().print.position = kLeftThumb;
    const auto find = [&](FingerPosition position, int finger) {
        return same_finger(finger_prints(position, {{.finger = finger, .impression = 1}}), enrolled, {}, scratch);
    };
    EXPECT_EQ(find(kLeftThumb, 1).value(), FingerId(3));
    EXPECT_EQ(find(kUnknown, 1).value(), FingerId(3));
    EXPECT_EQ(find(kLeftThumb, 2).value(), std::nullopt);
    EXPECT_EQ(find(kRightThumb, 1).error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace dactyl
