#include "templates/codec/record/extended_data.hpp"

#include <gtest/gtest.h>

namespace dactyl {
namespace {

using Data = std::vector<std::uint8_t>;

TEST(ExtendedData, RidgeCountsComeBack) {
    const RidgeCounts counts{2, {{0, 1, 5}, {1, 7, 255}}};
    const Data data = write_ridge_counts(counts);
    EXPECT_EQ(data, (Data{2, 0, 1, 5, 1, 7, 255}));
    EXPECT_EQ(read_ridge_counts(data), counts);
    EXPECT_FALSE(read_ridge_counts(Data{1, 0, 1}));
    EXPECT_FALSE(read_ridge_counts(Data{}));
}

TEST(ExtendedData, SingularPointsComeBackInBothLayouts) {
    const SingularPoints points{{{100, 200, {64}}}, {{10, 300, {1, 2, 3}}, {5, 6, {7, 8, 9}}}};
    EXPECT_EQ(write_singular_points(points, RecordFormat::kIso2005),
              (Data{1, 0x40, 100, 0, 200, 64, 2, 0x40, 10, 1, 44, 1, 2, 3, 0x40, 5, 0, 6, 7, 8, 9}));
    EXPECT_EQ(write_singular_points(points, RecordFormat::kAnsi2004),
              (Data{0x41, 0, 100, 0, 200, 64, 0x42, 0, 10, 1, 44, 1, 2, 3, 0, 5, 0, 6, 7, 8, 9}));
    for (const RecordFormat format : {RecordFormat::kIso2005, RecordFormat::kIso2011, RecordFormat::kAnsi2004,
                                      RecordFormat::kAnsi2009, RecordFormat::kAnsi2009Am1}) {
        EXPECT_EQ(read_singular_points(write_singular_points(points, format), format), points);
    }
}

TEST(ExtendedData, PointsWithoutAnglesStayWithout) {
    const SingularPoints points{{{1, 2, {}}}, {}};
    for (const RecordFormat format : {RecordFormat::kIso2011, RecordFormat::kAnsi2009}) {
        EXPECT_EQ(read_singular_points(write_singular_points(points, format), format), points);
    }
}

TEST(ExtendedData, EveryTruncationIsRefused) {
    const SingularPoints points{{{100, 200, {64}}}, {{10, 300, {1, 2, 3}}}};
    for (const RecordFormat format : {RecordFormat::kIso2005, RecordFormat::kAnsi2004}) {
        const Data data = write_singular_points(points, format);
        for (std::size_t size = 0; size < data.size(); ++size) {
            EXPECT_FALSE(read_singular_points(std::span(data).first(size), format)) << size;
        }
    }
}

}  // namespace
}  // namespace dactyl
