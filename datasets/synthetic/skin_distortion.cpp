#include "datasets/synthetic/skin_distortion.hpp"

#include <cmath>

#include "engine/core/units.hpp"

namespace dactyl::synthetic {
namespace {

constexpr int kInverseSteps = 12;  // the stretch is mild: each step halves the error at least

// 0 on the ellipse, 1 at its double size.
double distance_from_ellipse(const SkinDistortion& d, Point p) {
    const double x = (p.x - d.centre.x) / d.half_width;
    const double y = (p.y - d.centre.y) / d.half_height;
    return std::sqrt(x * x + y * y) - 1;
}

double brake(double distance, double elasticity) {
    if (distance <= 0) return 0;
    if (distance >= elasticity) return 1;
    return 0.5 * (1 - static_cast<double>(Direction::from_degrees(180 * distance / elasticity).cosine()));
}

}  // namespace

Point SkinDistortion::undo(Point seen) const {
    const double share = brake(distance_from_ellipse(*this, seen), elasticity);
    const double x = seen.x - centre.x;
    const double y = seen.y - centre.y;
    const double dx = cosine * x - sine * y - x + slide.x;
    const double dy = sine * x + cosine * y - y + slide.y;
    return {seen.x + share * dx, seen.y + share * dy};
}

Point SkinDistortion::apply(Point skin) const {
    Point guess = skin;
    for (int step = 0; step < kInverseSteps; ++step) {
        const Point there = undo(guess);
        guess.x += skin.x - there.x;
        guess.y += skin.y - there.y;
    }
    return guess;
}

}  // namespace dactyl::synthetic
