#include "engine/liveness/presentation.hpp"

#include "datasets/synthetic/generator.hpp"

namespace dactyl {
namespace {

PresentationOptions options_of(LivenessPolicy policy, double threshold) {
    PresentationOptions options;
    options.liveness = {policy, threshold};
    return options;
}

TEST(PresentationGuard, PolicyDecidesAndCopiesAreAlwaysRefused) {
    const GrayImage print = std::move(*generate_print({}));
    const std::vector<std::pair<PresentationOptions, Presentation>> cases = {
        {options_of(LivenessPolicy::kOff, 100), Presentation::kBonaFide},
        {options_of(LivenessPolicy::kWarn, -100), Presentation::kBonaFide},
        {options_of(LivenessPolicy::kWarn, 100), Presentation::kSuspect},
        {options_of(LivenessPolicy::kRefuse, 100), Presentation::kFake},
    };
    for (const auto& [options, expected] : cases) {
        PresentationGuard guard = *PresentationGuard::open(options);
        EXPECT_EQ(*guard.judge(print), expected);
        EXPECT_EQ(*guard.judge(print), Presentation::kReplay);
    }
}

TEST(PresentationGuard, BlankPicturesAreNoPrintEveryTime) {
    PresentationGuard guard = *PresentationGuard::open();
    const GrayImage blank(300, 300, kInternalDpi, 200);
    EXPECT_EQ(*guard.judge(blank), Presentation::kNoPrint);
    EXPECT_EQ(*guard.judge(blank), Presentation::kNoPrint);
}

TEST(PresentationGuard, RefusesBadOptionsAndPictures) {
    EXPECT_EQ(PresentationGuard::open(options_of(LivenessPolicy::kWarn, 101)).error().code,
              ErrorCode::kInvalidArgument);
    PresentationGuard guard = *PresentationGuard::open();
    EXPECT_EQ(guard.judge(GrayImage()).error().code, ErrorCode::kImageTooSmall);
}

TEST(PresentationGuard, OnlyFakesAndReplaysStayOutside) {
    EXPECT_TRUE(is_admitted(Presentation::kBonaFide));
    EXPECT_TRUE(is_admitted(Presentation::kSuspect));
    EXPECT_TRUE(is_admitted(Presentation::kNoPrint));
    EXPECT_FALSE(is_admitted(Presentation::kFake));
    EXPECT_FALSE(is_admitted(Presentation::kReplay));
}

}  // namespace
}  // namespace dactyl
