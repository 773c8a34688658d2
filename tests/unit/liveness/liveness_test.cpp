#include "engine/liveness/liveness.hpp"

#include "datasets/synthetic/generator.hpp"
#include "engine/image/files/picture_file.hpp"
#include "engine/liveness/features.hpp"
#include "engine/liveness/model.hpp"
#include "tests/support/shared_material.hpp"

namespace dactyl {
namespace {

TEST(Liveness, ModelFitsTheFeatures) {
    EXPECT_EQ(liveness_model().weights.size(), liveness_feature_count());
    EXPECT_EQ(liveness_model().means.size(), liveness_feature_count());
    const auto features = liveness_features(*generate_print({}));
    ASSERT_TRUE(features);
    EXPECT_EQ(features->size(), liveness_feature_count());
}

TEST(Liveness, PolicyDecidesWhatASuspectIs) {
    const auto print = generate_print({});
    LivenessOptions options;
    options.threshold = 100;  // everything is a suspect
    EXPECT_EQ(judge_liveness(*print, options)->verdict, LivenessVerdict::kSuspect) << "warn is the default";
    options.policy = LivenessPolicy::kRefuse;
    EXPECT_EQ(judge_liveness(*print, options)->verdict, LivenessVerdict::kRefused);
    options.threshold = -100;
    EXPECT_EQ(judge_liveness(*print, options)->verdict, LivenessVerdict::kLive);
    options.policy = LivenessPolicy::kOff;
    EXPECT_EQ(judge_liveness(*print, options)->verdict, LivenessVerdict::kNotJudged);
    options.threshold = 101;
    EXPECT_EQ(judge_liveness(*print, options).error().code, ErrorCode::kInvalidArgument);
}

TEST(Liveness, BlankPictureIsNoFinger) {
    EXPECT_EQ(judge_liveness(GrayImage(300, 300, kInternalDpi, 200)).error().code, ErrorCode::kNoFingerprint);
}

// The pictures it was trained on: no measure of its errors, but a model that does not fit its features fails here.
TEST(Liveness, TellsTheTrainingPicturesApart) {
    const auto folder = shared_material("liveness");
    if (!folder) GTEST_SKIP() << "no shared material";
    int right = 0;
    for (const char* name :
         {"live/1_1.png", "live/10_2.png", "live/20_1.png", "fake/10_1.png", "fake/2_2.png", "fake/155_3.png"}) {
        const auto image = read_picture(*folder / name, Dpi(569.0));
        ASSERT_TRUE(image) << name;
        const bool live = judge_liveness(*image)->verdict == LivenessVerdict::kLive;
        right += live == std::string_view(name).starts_with("live") ? 1 : 0;
    }
    EXPECT_GE(right, 5);
}

}  // namespace
}  // namespace dactyl
