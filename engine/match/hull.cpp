#include "engine/match/hull.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dactyl {
namespace {

float cross(Point origin, Point a, Point b) {
    return (a.x - origin.x) * (b.y - origin.y) - (a.y - origin.y) * (b.x - origin.x);
}

float squared_distance_to_edge(Point a, Point b, Point p) {
    const float ex = b.x - a.x;
    const float ey = b.y - a.y;
    const float length = ex * ex + ey * ey;
    const float t = length > 0 ? std::clamp(((p.x - a.x) * ex + (p.y - a.y) * ey) / length, 0.0F, 1.0F) : 0.0F;
    const float dx = p.x - a.x - t * ex;
    const float dy = p.y - a.y - t * ey;
    return dx * dx + dy * dy;
}

}  // namespace

std::vector<Point> convex_hull(std::span<const Point> points) {
    std::vector<Point> sorted(points.begin(), points.end());
    std::sort(sorted.begin(), sorted.end(), [](Point a, Point b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    if (sorted.size() < 3) return sorted;

    std::vector<Point> hull;
    const auto extend = [&hull](Point p, std::size_t kept) {
        while (hull.size() >= kept + 2 && cross(hull[hull.size() - 2], hull.back(), p) <= 0) hull.pop_back();
        hull.push_back(p);
    };
    for (const Point p : sorted) extend(p, 0);
    const std::size_t lower = hull.size() - 1;
    for (auto p = sorted.rbegin() + 1; p != sorted.rend(); ++p) extend(*p, lower);
    hull.pop_back();  // the first point again
    return hull;
}

float hull_distance(std::span<const Point> hull, Point point) {
    if (hull.empty()) return std::numeric_limits<float>::infinity();
    bool inside = hull.size() >= 3;
    float nearest = std::numeric_limits<float>::infinity();
    for (std::size_t i = 0; i < hull.size(); ++i) {
        const Point a = hull[i];
        const Point b = hull[(i + 1) % hull.size()];
        if (cross(a, b, point) < 0) inside = false;
        nearest = std::min(nearest, squared_distance_to_edge(a, b, point));
    }
    const float distance = std::sqrt(nearest);
    return inside ? -distance : distance;
}

}  // namespace dactyl
