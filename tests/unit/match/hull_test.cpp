#include "engine/match/hull.hpp"

#include "tests/unit/match/random_prints.hpp"

namespace dactyl {
namespace {

TEST(Hull, OfASquareWithPointsInsideAndOnItsEdges) {
    const std::vector<Point> points{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {5, 5}, {5, 0}, {10, 4}, {0, 0}};
    const auto hull = convex_hull(points);
    EXPECT_THAT(hull, testing::UnorderedElementsAre(Point{0, 0}, Point{10, 0}, Point{10, 10}, Point{0, 10}));
    EXPECT_FLOAT_EQ(hull_distance(hull, {5, 4}), -4);
    EXPECT_FLOAT_EQ(hull_distance(hull, {5, -3}), 3);
    EXPECT_FLOAT_EQ(hull_distance(hull, {13, 14}), 5);
}

TEST(Hull, DegenerateOnesHaveNoInside) {
    EXPECT_TRUE(std::isinf(hull_distance({}, {0, 0})));
    EXPECT_FLOAT_EQ(hull_distance(convex_hull(std::vector<Point>{{1, 1}}), {4, 5}), 5);
    const std::vector<Point> line{{0, 0}, {10, 0}, {5, 0}};
    EXPECT_FLOAT_EQ(hull_distance(convex_hull(line), {5, 2}), 2);
}

TEST(Hull, HoldsEveryPoint) {
    testing_prints::Numbers numbers(7);
    std::vector<Point> points;
    for (int i = 0; i < 200; ++i) {
        points.push_back({static_cast<float>(numbers.between(0, 100)), static_cast<float>(numbers.between(0, 100))});
    }
    const auto hull = convex_hull(points);
    EXPECT_LT(hull.size(), points.size());
    for (const Point p : points) EXPECT_LE(hull_distance(hull, p), 1e-3F);
}

}  // namespace
}  // namespace dactyl
