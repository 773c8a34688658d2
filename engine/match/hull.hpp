#pragma once

#include <span>
#include <vector>

namespace dactyl {

struct Point {
    float x = 0;
    float y = 0;
    friend bool operator==(const Point&, const Point&) = default;
};

/// The corners of the convex hull of the points, in order around it, without repetition. Andrew's monotone chain.
std::vector<Point> convex_hull(std::span<const Point> points);

/// Signed distance of a point from a convex hull, pixels: negative inside. A hull of one or two points has no inside;
/// an empty one lies infinitely far away.
float hull_distance(std::span<const Point> hull, Point point);

}  // namespace dactyl
