#include "bench/accuracy/form_evaluation.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "engine/core/atomic_file.hpp"
#include "templates/codec/formats.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/bench/synthetic_set.hpp"

namespace dactyl {
namespace {

EvaluateOptions quick() {
    EvaluateOptions options;
    options.bootstrap.replicates = 0;
    return options;
}

/// The prints of a report as files of that form, in a folder of their own.
Dataset as_templates(const SetReport& report, TemplateFormat format, const char* extension,
                     const std::filesystem::path& folder) {
    std::filesystem::create_directory(folder);
    for (std::size_t i = 0; i < report.prints.size(); ++i) {
        const auto bytes = encode_templates({&*report.prints[i].print, 1}, format);
        EXPECT_TRUE(bytes);
        EXPECT_TRUE(write_file_atomically(folder / (report.set.prints[i].stem + extension),
                                          {reinterpret_cast<const char*>(bytes->data()), bytes->size()}));
    }
    return read_dataset(folder).value();
}

TEST(EvaluateTemplates, NativeTemplatesScoreAsTheirPicturesDo) {
    const TemporaryFolder folder;
    const Dataset pictures = draw_set(folder.path(), 3, 2);
    const auto expected = evaluate(pictures, quick());
    ASSERT_TRUE(expected) << expected.error().message;
    const Dataset set = as_templates(*expected, TemplateFormat::kNative, ".dctl", folder.path() / "native");
    const auto found = evaluate(set, quick());
    ASSERT_TRUE(found) << found.error().message;
    ASSERT_EQ(found->scores.size(), expected->scores.size());
    for (std::size_t i = 0; i < found->scores.size(); ++i) EXPECT_EQ(found->scores[i].score, expected->scores[i].score);
    EXPECT_EQ(found->speed.extraction_ms.median, 0);
}

TEST(EvaluateTemplates, CardsAreToldByTheirExtension) {
    const TemporaryFolder folder;
    const auto pictures = evaluate(draw_set(folder.path(), 2, 2), quick());
    ASSERT_TRUE(pictures);
    const auto cards = evaluate(
        as_templates(*pictures, TemplateFormat::kCardCompact, ".card-compact", folder.path() / "cards"), quick());
    ASSERT_TRUE(cards) << cards.error().message;
    EXPECT_EQ(cards->failures_to_enrol(), 0U);
    EXPECT_GT(cards->scores[0].score, 0);
}

TEST(EvaluateTemplates, DamagedFilesAreFailuresToEnrol) {
    const TemporaryFolder folder;
    for (const char* name : {"1_1.dctl", "1_2.dctl", "2_1.fmr", "2_2.json"}) {
        ASSERT_TRUE(write_file_atomically(folder.path() / name, std::string_view("FMR")));
    }
    const auto report = evaluate(read_dataset(folder.path()).value(), quick());
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->failures_to_enrol(), 4U);
}

TEST(EvaluateTemplates, CannotBeTurned) {
    Dataset set;
    set.templates = true;
    set.prints = {{"1_1.dctl", "1_1", "1", "1"}, {"1_2.dctl", "1_2", "1", "2"}, {"2_1.dctl", "2_1", "2", "1"}};
    EvaluateOptions options = quick();
    options.alteration.rotate_degrees = 90;
    EXPECT_EQ(evaluate(set, options).error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(evaluate_forms(set, quick()).error().code, ErrorCode::kInvalidArgument);
}

TEST(EvaluateForms, EveryFormOfADrawnSetIsCompared) {
    const TemporaryFolder folder;
    const auto report = evaluate_forms(draw_set(folder.path(), 3, 2), quick());
    ASSERT_TRUE(report) << report.error().message;
    ASSERT_EQ(report->figures.size(), stored_forms().size());
    for (const ErrorFigures& figures : report->figures) EXPECT_LT(figures.eer, 0.5);
    const std::vector<FormReport> sets{*report};
    EXPECT_NE(form_table(sets).find("compact 40"), std::string::npos);
    EXPECT_EQ(nlohmann::json::parse(form_json(sets))["forms"].size(), stored_forms().size());
}

}  // namespace
}  // namespace dactyl
