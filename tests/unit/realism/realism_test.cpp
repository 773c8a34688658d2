#include "bench/realism/contact_sheet.hpp"
#include "bench/realism/realism_table.hpp"
#include "bench/realism/set_statistics.hpp"
#include "datasets/synthetic/population/population.hpp"
#include "tests/support/temporary_folder.hpp"

namespace dactyl {
namespace {

Dataset synthetic_set(const TemporaryFolder& folder) {
    PopulationOptions options;
    options.folder = folder.path();
    options.fingers = 3;
    options.impressions = 2;
    options.print.seed = 91;
    EXPECT_TRUE(write_population(options));
    auto set = read_dataset(folder.path());
    EXPECT_TRUE(set);
    return std::move(*set);
}

TEST(Realism, MeasuresASetAndFindsItLikeItself) {
    const TemporaryFolder folder;
    const auto measured = measure_set(synthetic_set(folder));
    ASSERT_TRUE(measured) << measured.error().message;
    EXPECT_EQ(measured->failures, 0);
    EXPECT_EQ(measured->minutiae.size(), 6U);
    EXPECT_EQ(measured->genuine.size(), 3U);
    EXPECT_EQ(measured->impostor.size(), 6U);
    for (const double period : measured->period) {
        EXPECT_GT(period, 6);
        EXPECT_LT(period, 14);
    }
    EXPECT_THAT(realism_table({*measured}, *measured), testing::HasSubstr("| 100 | 100 | 100 | 100 | 100 |"));
}

TEST(Realism, SheetHasATileForEachFinger) {
    const TemporaryFolder folder;
    const auto sheet = contact_sheet({synthetic_set(folder)}, 3);
    ASSERT_TRUE(sheet);
    EXPECT_EQ(sheet->width(), 3 * 306);
    EXPECT_EQ(sheet->height(), 406);
    EXPECT_GT(sheet->row(200)[20], 0);
}

}  // namespace
}  // namespace dactyl
