#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "bench/accuracy/report_files.hpp"

namespace dactyl {
namespace {

SetReport small_report(const std::string& name) {
    SetReport report;
    report.set.name = name;
    for (const char* stem : {"1_1", "1_2", "2_1"}) {
        report.set.prints.push_back({std::string(stem) + ".png", stem, std::string(stem).substr(0, 1), "1"});
    }
    report.prints.resize(3);
    report.prints[0].print = Template{};
    report.prints[1].print = Template{};
    report.prints[2].failure = {ErrorCode::kNoFingerprint, "blank"};
    report.scores = {{{0, 1, true}, 41.25}, {{0, 2, false}, 0}, {{1, 2, false}, 1.0 / 3}};
    report.genuine = 1;
    report.impostors = 2;
    report.figures = {0.0125, 0.02, 0.03, std::nullopt, 0.04};
    report.speed = {{20.5, 23}, 12000};
    report.template_bytes = {480, 610};
    return report;
}

TEST(ScoresCsv, HasTheColumnsOfTheContractAndExactScores) {
    const EvaluationReport sets = summarise({small_report("s")});
    EXPECT_EQ(scores_csv(sets), "a,b,genuine,score\n1_1,1_2,1,41.25\n1_1,2_1,0,0\n1_2,2_1,0,0.3333333333333333\n");
}

TEST(ScoresCsv, TellsSetsApartAndQuotesStrangeNames) {
    const EvaluationReport sets = summarise({small_report("s"), small_report("t,\"u\"")});
    const std::string csv = scores_csv(sets);
    EXPECT_NE(csv.find("\ns/1_1,s/1_2,1,41.25\n"), std::string::npos);
    EXPECT_NE(csv.find("\n\"t,\"\"u\"\"/1_1\",\"t,\"\"u\"\"/1_2\",1,41.25\n"), std::string::npos);
}

TEST(ReportJson, OneSetIsTheObjectItself) {
    const EvaluationReport sets = summarise({small_report("s")});
    const auto json = nlohmann::json::parse(report_json(sets));
    EXPECT_EQ(json["set"], "s");
    EXPECT_EQ(json["pairs"]["genuine"], 1);
    EXPECT_EQ(json["pairs"]["impostor"], 2);
    EXPECT_EQ(json["failures_to_enrol"], 1);
    EXPECT_EQ(json["failures"][0]["print"], "2_1");
    EXPECT_EQ(json["failures"][0]["reason"], "no-fingerprint");
    EXPECT_EQ(json["rates_in"], "percent");
    EXPECT_DOUBLE_EQ(json["eer"], 1.25);
    EXPECT_DOUBLE_EQ(json["zero_fmr"], 4);
    EXPECT_TRUE(json["fmr10000"].is_null());
    EXPECT_EQ(json["extraction_ms"]["median"], 20.5);
    EXPECT_EQ(json["comparisons_per_second"], 12000);
    EXPECT_EQ(json["template_bytes"]["p95"], 610);
}

TEST(ReportJson, SeveralSetsHaveAMean) {
    EvaluationReport sets = summarise({small_report("s"), small_report("t")});
    sets.mean.eer = 0.025;
    const auto json = nlohmann::json::parse(report_json(sets));
    ASSERT_EQ(json["sets"].size(), 2U);
    EXPECT_EQ(json["sets"][1]["set"], "t");
    EXPECT_DOUBLE_EQ(json["mean"]["eer"], 2.5);
}

TEST(ReportTable, NamesSetsMeanAndFailures) {
    const EvaluationReport sets = summarise({small_report("sensor"), small_report("other")});
    const std::string table = report_table(sets);
    for (const char* part : {"sensor", "other", "mean", "1.25", "41.25"}) {
        EXPECT_EQ(table.find(part) != std::string::npos, std::string_view(part) != "41.25") << part;
    }
    EXPECT_NE(table.find("other/2_1: no-fingerprint"), std::string::npos);
}

TEST(Spread, IsTheNearestRank) {
    EXPECT_EQ(spread_of({}).median, 0);
    EXPECT_EQ(spread_of({3, 1, 2}).median, 2);
    std::vector<double> hundred(100);
    std::iota(hundred.begin(), hundred.end(), 1.0);
    EXPECT_EQ(spread_of(hundred).median, 50);
    EXPECT_EQ(spread_of(hundred).p95, 95);
}

}  // namespace
}  // namespace dactyl
