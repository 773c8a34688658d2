#include "engine/cli/stage_pictures.hpp"

namespace dactyl::cli {
namespace {

StageMap map_of(const std::vector<float>& values, int width, int height, int step = 1) {
    return {values, width, height, 0, 0, step};
}

TEST(StagePictures, RidgesAreDark) {
    const std::vector<float> values = {3, 0, -3};
    const ColourImage picture = picture_of_stage(Stage::kNormalised, map_of(values, 3, 1));
    EXPECT_EQ(picture.rgb[0], 0);
    EXPECT_EQ(picture.rgb[3], 128);
    EXPECT_EQ(picture.rgb[6], 255);
}

TEST(StagePictures, CoarseMapsAreEnlarged) {
    const std::vector<float> values = {0, 1};
    const ColourImage picture = picture_of_stage(Stage::kMask, map_of(values, 2, 1, 4));
    EXPECT_EQ(picture.width, 8);
    EXPECT_EQ(picture.height, 4);
    EXPECT_EQ(picture.rgb[3 * 3], 0);
    EXPECT_EQ(picture.rgb[3 * 4], 255);
}

TEST(StagePictures, ValuesThatAreNoNumbersAreShownAsSuch) {
    const std::vector<float> values = {std::nanf("")};
    const ColourImage picture = picture_of_stage(Stage::kPeriod, map_of(values, 1, 1));
    EXPECT_EQ(picture.rgb[0], 255);
    EXPECT_EQ(picture.rgb[1], 0);
    EXPECT_EQ(picture.rgb[2], 255);
}

TEST(StagePictures, AsksOnlyForWhatIsDrawn) {
    const StagePictures few(false);
    EXPECT_TRUE(few.wants(Stage::kResampled));
    EXPECT_FALSE(few.wants(Stage::kPhase));
    EXPECT_TRUE(StagePictures(true).wants(Stage::kPhase));
}

TEST(StagePictures, FolderThatCannotBeMadeIsAnError) {
    const StagePictures none(true);
    const auto written = none.write("/dev/null/stages");
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::kUnwritable);
    EXPECT_THAT(written.error().message, testing::HasSubstr("/dev/null/stages"));
}

}  // namespace
}  // namespace dactyl::cli
