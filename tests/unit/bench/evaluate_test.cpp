#include "bench/accuracy/evaluate.hpp"

#include <fstream>

#include <gtest/gtest.h>

#include "bench/accuracy/report_files.hpp"
#include "engine/simd/level.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/bench/synthetic_set.hpp"

namespace dactyl {
namespace {

/// Three fingers with three impressions, drawn once; picture 3_3 is damaged.
class EvaluateTest : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        folder_ = std::make_unique<TemporaryFolder>();
        draw_set(folder_->path(), 3, 3);
        std::ofstream(folder_->path() / "3_3.png") << "no picture";
        set_ = *read_dataset(folder_->path());
    }
    static void TearDownTestSuite() { folder_.reset(); }

    static std::string csv(const EvaluateOptions& options) {
        const auto report = evaluate(set_, options);
        EXPECT_TRUE(report);
        return report ? scores_csv(summarise({*report})) : std::string();
    }

    static inline std::unique_ptr<TemporaryFolder> folder_;
    static inline Dataset set_;
};

TEST_F(EvaluateTest, ComparesEveryPairAndCountsDamagedPicturesAsNonMatches) {
    const auto report = evaluate(set_);
    ASSERT_TRUE(report);
    EXPECT_EQ(report->genuine, 9U);
    EXPECT_EQ(report->impostors, 27U);
    EXPECT_EQ(report->scores.size(), 36U);
    EXPECT_EQ(report->failures_to_enrol(), 1U);
    EXPECT_FALSE(report->prints[8].print);
    for (const ScoredPair& scored : report->scores) {
        const bool damaged = scored.pair.reference == 8;
        if (damaged) {
            EXPECT_EQ(scored.score, 0);
        } else if (scored.pair.genuine) {
            EXPECT_GT(scored.score, 20) << scored.pair.probe << ' ' << scored.pair.reference;
        } else {
            EXPECT_LT(scored.score, 40) << scored.pair.probe << ' ' << scored.pair.reference;
        }
    }
    EXPECT_DOUBLE_EQ(report->figures.zero_fmr, 2.0 / 9);
    EXPECT_GT(report->speed.extraction_ms.median, 0);
    EXPECT_GT(report->speed.comparisons_per_second, 0);
    EXPECT_GT(report->template_bytes.median, 100);
    EXPECT_EQ(report->replicates.size(), 1000U);
}

TEST_F(EvaluateTest, TheSameScoresForAnyThreadsAndSimdLevel) {
    EvaluateOptions options;
    options.bootstrap.replicates = 0;
    options.threads = 1;
    const std::string expected = csv(options);
    options.threads = 4;
    EXPECT_EQ(csv(options), expected);
    const std::string best = simd_level();
    for (const std::string& level : simd_levels()) {
        ASSERT_TRUE(set_simd_level(level));
        EXPECT_EQ(csv(options), expected) << level;
    }
    ASSERT_TRUE(set_simd_level(best));
}

TEST_F(EvaluateTest, FvcRuleComparesFirstImpressionsOnly) {
    EvaluateOptions options;
    options.impostors = ImpostorRule::kFirstImpressions;
    const auto report = evaluate(set_, options);
    ASSERT_TRUE(report);
    EXPECT_EQ(report->genuine, 9U);
    EXPECT_EQ(report->impostors, 3U);
}

TEST_F(EvaluateTest, AlterationTouchesTheSecondPrintOfGenuinePairsOnly) {
    const auto plain = evaluate(set_);
    EvaluateOptions options;
    options.alteration.rotate_degrees = 90;
    const auto turned = evaluate(set_, options);
    ASSERT_TRUE(plain && turned);
    for (std::size_t i = 0; i < plain->scores.size(); ++i) {
        const ScoredPair& before = plain->scores[i];
        const ScoredPair& after = turned->scores[i];
        if (!before.pair.genuine) {
            EXPECT_EQ(after.score, before.score);
        } else {
            EXPECT_EQ(after.score > 20, before.score > 20);
        }
    }
    ASSERT_EQ(turned->alterations.size(), 9U);
    EXPECT_EQ(turned->alterations[1].print->width, 300);
}

TEST_F(EvaluateTest, APatchIsTheSecondPrintOfEveryPair) {
    EvaluateOptions options;
    options.alteration.patch_pixels = 120;
    const auto small = evaluate(set_, options);
    ASSERT_TRUE(small);
    EXPECT_TRUE(small->impostors_altered);
    for (const ScoredPair& scored : small->scores) EXPECT_TRUE(small->second_altered(scored.pair));
    EXPECT_EQ(small->alterations[1].print->width, 120);
}

TEST_F(EvaluateTest, OffersTheOtherProtocols) {
    EvaluateOptions options;
    options.identification = true;
    options.fused_fingers = 3;
    const auto too_few = evaluate(set_, options);
    ASSERT_FALSE(too_few);
    EXPECT_EQ(too_few.error().code, ErrorCode::kInvalidArgument);
    options.fused_fingers = 0;
    const auto report = evaluate(set_, options);
    ASSERT_TRUE(report && report->identification);
    EXPECT_EQ(report->identification->gallery, 3U);
    EXPECT_EQ(report->identification->searches, 6U);
    EXPECT_DOUBLE_EQ(report->identification->rank1, 5.0 / 6);
}

TEST_F(EvaluateTest, ReportsProgressToTheEnd) {
    std::map<EvaluatePhase, std::size_t> last;
    const auto report = evaluate(set_, {}, [&](EvaluatePhase phase, std::size_t done, std::size_t total) {
        EXPECT_GT(done, last[phase]);
        EXPECT_EQ(total, phase == EvaluatePhase::kExtraction ? 9U : 36U);
        last[phase] = done;
    });
    ASSERT_TRUE(report);
    EXPECT_EQ(last[EvaluatePhase::kExtraction], 9U);
    EXPECT_EQ(last[EvaluatePhase::kComparison], 36U);
}

TEST_F(EvaluateTest, StopsWhenAsked) {
    std::stop_source source;
    source.request_stop();
    const auto report = evaluate(set_, {}, {}, source.get_token());
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::kCancelled);
}

TEST_F(EvaluateTest, NamesTheFolderThatHasNoPairs) {
    Dataset lonely = set_;
    lonely.prints.resize(1);
    const auto report = evaluate(lonely);
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::kNotFound);
    EXPECT_NE(report.error().message.find(set_.folder.string()), std::string::npos);
}

TEST(EvaluateOptions, ChecksItsRanges) {
    EXPECT_TRUE(EvaluateOptions{}.check());
    const auto refused = [](auto change) {
        EvaluateOptions options;
        change(options);
        return !options.check();
    };
    EXPECT_TRUE(refused([](auto& options) { options.threads = -1; }));
    EXPECT_TRUE(refused([](auto& options) { options.alteration.crop_percent = 0; }));
    EXPECT_TRUE(refused([](auto& options) { options.fused_fingers = 1; }));
    EXPECT_TRUE(refused([](auto& options) { options.bootstrap.replicates = -1; }));
    EXPECT_TRUE(refused([](auto& options) {
        options.fused_fingers = 2;
        options.impostors = ImpostorRule::kFirstImpressions;
    }));
}

}  // namespace
}  // namespace dactyl
