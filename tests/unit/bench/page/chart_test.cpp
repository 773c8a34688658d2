#include "bench/accuracy/page/chart.hpp"

#include <gtest/gtest.h>

namespace dactyl {
namespace {

TEST(Chart, PutsTheAxesEndsIntoTheCorners) {
    Chart chart({"x", 0.01, 1, true, 1}, {"y", 0, 10, false, 5});
    const std::vector<ChartPoint> ends{{0.01, 0}, {1, 10}};
    chart.line(ends, "a", "#123456");
    EXPECT_NE(chart.svg().find("points='62.0,354.0 548.0,12.0 '"), std::string::npos) << chart.svg();
}

TEST(Chart, DrawsWhatLiesOutsideAtTheEdge) {
    Chart inside({"x", 0.01, 1, true, 1}, {"y", 0, 10, false, 5});
    Chart outside = inside;
    inside.line(std::vector<ChartPoint>{{0.01, 0}}, "a", "red");
    outside.line(std::vector<ChartPoint>{{0, -3}}, "a", "red");
    EXPECT_EQ(inside.svg(), outside.svg());
}

TEST(Chart, NamesItsLinesWithoutLettingMarkupIn) {
    Chart chart({"x", 0, 1, false, 1}, {"y", 0, 1, false, 1});
    chart.steps(std::vector<ChartPoint>{{0, 1}}, 1, "<set>", "red");
    EXPECT_NE(chart.svg().find("&lt;set&gt;"), std::string::npos);
    EXPECT_EQ(chart.svg().find("<set>"), std::string::npos);
}

}  // namespace
}  // namespace dactyl
