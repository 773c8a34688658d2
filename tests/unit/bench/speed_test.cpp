#include "bench/accuracy/speed.hpp"

#include <gtest/gtest.h>

namespace dactyl {
namespace {

TEST(Speed, MeasuresEveryStepAndReportsProgress) {
    std::size_t last = 0;
    const auto rows = measure_speed({0.01}, [&last](std::size_t done, std::size_t total) {
        EXPECT_EQ(done, last + 1);
        EXPECT_EQ(total, 10U);
        last = done;
    });
    ASSERT_TRUE(rows);
    EXPECT_EQ(rows->size(), 10U);
    for (const SpeedRow& row : *rows) {
        EXPECT_GT(row.median_us, 0) << row.step;
        EXPECT_GE(row.p95_us, row.median_us) << row.step;
        EXPECT_NE(speed_table(*rows).find(row.step), std::string::npos);
    }
}

TEST(Speed, ChecksItsRange) {
    EXPECT_FALSE(SpeedOptions{0}.check());
    EXPECT_FALSE(measure_speed({61}));
}

}  // namespace
}  // namespace dactyl
