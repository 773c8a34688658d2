#include "sensors/guidance.hpp"

#include <cmath>
#include <numbers>

#include "datasets/synthetic/generator.hpp"

namespace dactyl {
namespace {

struct Picture {
    int left = 20;
    int right = 280;
    int top = 20;
    int bottom = 380;
    double dark = 0.45;  ///< share of a period that the ridge takes
};

/// Straight ridges 9 pixels apart in a rectangle of a picture of 300 x 400 pixels.
GrayImage ridges(const Picture& wish) {
    GrayImage image(300, 400, kInternalDpi, 220);
    for (int y = wish.top; y < wish.bottom; ++y) {
        for (int x = wish.left; x < wish.right; ++x) {
            const double phase = std::fmod(0.6 * x + 0.8 * y, 9.0) / 9.0;
            image.row(y)[x] = phase < wish.dark ? 60 : 220;
        }
    }
    return image;
}

TEST(Guidance, GoodPrintNeedsNone) { EXPECT_EQ(guide(ridges({})), Guidance::kNone); }

TEST(Guidance, EmptyReaderAsksForAFinger) {
    EXPECT_EQ(guide(GrayImage(300, 400, kInternalDpi, 220)), Guidance::kPlaceFinger);
    EXPECT_EQ(guide(GrayImage(3, 2, kInternalDpi, 220)), Guidance::kPlaceFinger);
}

TEST(Guidance, MoistureIsReadFromTheWidthOfTheRidges) {
    EXPECT_EQ(guide(ridges({.dark = 0.2})), Guidance::kTooDry);
    EXPECT_EQ(guide(ridges({.right = 200, .bottom = 300, .dark = 0.75})), Guidance::kTooWet);
    EXPECT_EQ(guide(ridges({0, 300, 0, 400, 0.75})), Guidance::kPressMoreLightly);
}

TEST(Guidance, PrintCutOffByAnEdgeIsSentTheOtherWay) {
    EXPECT_EQ(guide(ridges({.top = 0, .bottom = 180})), Guidance::kMoveDown);
    EXPECT_EQ(guide(ridges({.top = 220, .bottom = 400})), Guidance::kMoveUp);
    EXPECT_EQ(guide(ridges({.left = 0, .right = 130})), Guidance::kMoveRight);
    EXPECT_EQ(guide(ridges({.left = 170, .right = 300})), Guidance::kMoveLeft);
}

TEST(Guidance, SyntheticPrintsPass) {
    int good = 0;
    for (std::uint32_t finger = 0; finger < 4; ++finger) {
        SyntheticRequest request;
        request.finger = finger;
        request.difficulty = Difficulty::kEasy;
        good += guide(*generate_print(request)) == Guidance::kNone ? 1 : 0;
    }
    EXPECT_GE(good, 3);
}

TEST(Movement, IsTheMeanDifferenceInsideThePrint) {
    const GrayImage before = ridges({});
    EXPECT_EQ(movement(before, before), 0);
    EXPECT_GT(movement(before, ridges({.dark = 0.6})), 15);
    EXPECT_EQ(movement(before, GrayImage(10, 10, kInternalDpi)), 255);
}

TEST(GuidanceNames, AreAllThere) {
    for (int i = 0; i <= static_cast<int>(Guidance::kSwipeSlower); ++i) {
        EXPECT_NE(to_string(static_cast<Guidance>(i)), "unknown");
        EXPECT_FALSE(sentence(static_cast<Guidance>(i)).empty());
    }
}

}  // namespace
}  // namespace dactyl
