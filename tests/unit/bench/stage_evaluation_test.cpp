#include "bench/accuracy/stage_evaluation.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "datasets/synthetic/population/population.hpp"
#include "tests/support/temporary_folder.hpp"

namespace dactyl {
namespace {

TEST(EvaluateStages, JudgesADrawnSetAlikeForAnyThreads) {
    const TemporaryFolder folder;
    PopulationOptions population;
    population.folder = folder.path();
    population.fingers = 2;
    population.impressions = 2;
    population.print.difficulty = Difficulty::kEasy;
    population.print.width = 240;
    population.print.height = 300;
    ASSERT_TRUE(write_population(population));
    const auto set = read_dataset(folder.path());
    ASSERT_TRUE(set);
    EvaluateOptions options;
    options.threads = 1;
    const auto accuracy = evaluate_stages(*set, options);
    ASSERT_TRUE(accuracy) << accuracy.error().message;
    EXPECT_EQ(accuracy->prints, 4U);
    EXPECT_EQ(accuracy->failures, 0U);
    EXPECT_LT(accuracy->good_orientation_rmse(), 15);
    EXPECT_LT(accuracy->frequency.mean(), 0.2);
    EXPECT_LT(accuracy->segmentation.mean(), 0.3);
    EXPECT_GT(accuracy->f1(), 0.5);
    EXPECT_LT(accuracy->position.mean(), 4);
    EXPECT_LT(accuracy->direction.mean(), 8);
    options.threads = 2;
    const auto again = evaluate_stages(*set, options);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->position.sum, accuracy->position.sum);
    EXPECT_EQ(again->good_orientation.sum, accuracy->good_orientation.sum);

    const std::vector<StageReport> reports{{set->name, *accuracy}};
    EXPECT_NE(stage_table(reports).find(set->name), std::string::npos);
    EXPECT_EQ(nlohmann::json::parse(stage_json(reports))["stages"][0]["prints"], 4);
}

TEST(EvaluateStages, NamesTheTruthThatIsMissing) {
    Dataset set;
    set.folder = "/nowhere";
    set.prints.push_back({"/nowhere/1_1.png", "1_1", "1", "1"});
    const auto accuracy = evaluate_stages(set);
    ASSERT_FALSE(accuracy);
    EXPECT_EQ(accuracy.error().code, ErrorCode::kNotFound);
    EXPECT_NE(accuracy.error().message.find("1_1.dgt"), std::string::npos);
}

}  // namespace
}  // namespace dactyl
