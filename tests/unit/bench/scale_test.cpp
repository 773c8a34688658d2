#include "bench/scale/scale.hpp"

#include <gmock/gmock.h>

namespace dactyl {
namespace {

using testing::HasSubstr;

TEST(Scale, ChecksItsOptions) {
    ScaleOptions options;
    EXPECT_TRUE(options.check());
    for (const std::size_t gallery : {std::size_t{9'999}, std::size_t{10'000'001}}) {
        options.gallery = gallery;
        EXPECT_EQ(measure_scale(options).error().code, ErrorCode::kInvalidArgument);
    }
    options = {};
    options.threads = 0;
    EXPECT_FALSE(options.check());
    options = {};
    options.shortlist.share = 2;
    EXPECT_FALSE(options.check());
}

ScaleReport made_up() {
    ScaleReport report;
    report.limits = {20e9, 10e9};
    ScalePoint point;
    point.fingers = 1'000'000;
    point.vote_seconds = 0.3;
    point.second_vote_seconds = 0.1;
    point.compare_seconds = 0.1;
    point.wall_seconds = 0.3;
    point.real = point.drawn = 100;
    point.real_hits = 98;
    point.real_lost = 1;
    point.drawn_hits = 100;
    point.fnir100 = 0.03;
    point.exhaustive_fnir100 = 0.02;
    point.voted_again = 100'000;
    report.bytes_a_finger = 1752;
    report.described = 40;
    report.sealing = {2'000'000'000, 1, 2};
    report.peer = {40, 388, 374, 5, 15};
    report.points = {point};
    return report;
}

TEST(Scale, SetsMeasuredBesideMustAndLimit) {
    const std::string table = scale_table(made_up());
    EXPECT_THAT(table, HasSubstr("2000000       500000      5000000")) << "fingers a second and core";
    EXPECT_THAT(table, HasSubstr("0.250 s        1.0 s")) << "CPU time of two threads";
    EXPECT_THAT(table, HasSubstr("0.50 %          1 %")) << "one of 200 searches lost";
    EXPECT_THAT(table, HasSubstr("1.00 %          1 %")) << "FNIR";
    EXPECT_THAT(table, HasSubstr("98/100 (-1)"));
    EXPECT_THAT(
        table,
        HasSubstr(
            "vote                       1000000      352     1024      0.30   0.0176      17.0   0.1024       2.9"))
        << "against plain reading and plain popcounts";
    EXPECT_THAT(
        table,
        HasSubstr(
            "second vote                 100000     1400     3200      1.00   0.0070      14.3   0.0320       3.1"));
    EXPECT_THAT(table, HasSubstr("2.00 GB/s       1 GB/s")) << "opening a sealed gallery";
    EXPECT_THAT(table, HasSubstr("3.0 times          2.5            6")) << "extraction against mindtct";
}

TEST(Scale, DrawsLatencyAndHitRate) {
    const std::string page = scale_page(made_up(), "a <machine>");
    EXPECT_THAT(page, HasSubstr("a &lt;machine&gt;"));
    EXPECT_THAT(page, HasSubstr("seconds a search"));
    EXPECT_THAT(page, HasSubstr("mates at rank 1"));
}

}  // namespace
}  // namespace dactyl
