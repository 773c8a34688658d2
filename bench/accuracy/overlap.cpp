#include <algorithm>
#include <cmath>

#include "bench/accuracy/gallery.hpp"

namespace dactyl {
namespace {

// Two minutiae count as the same one, on prints of one finger that lie on each other by a rigid transform, within
// these. Wider than a matcher's, because skin stretches by that much across a print (Cappelli, Maio and Maltoni, 2001).
constexpr double kCounterpartDistance = 20;  // pixels at 500 dpi
constexpr int kCounterpartTurn = direction_steps(std::numbers::pi / 6);

struct Point {
    double x = 0;
    double y = 0;
};

Point moved(const RigidTransform& transform, double x, double y) {
    return {transform.cosine * x - transform.sine * y + transform.dx,
            transform.sine * x + transform.cosine * y + transform.dy};
}

RigidTransform inverse(const RigidTransform& t) {
    return {t.cosine, -t.sine, -(t.cosine * t.dx + t.sine * t.dy), t.sine * t.dx - t.cosine * t.dy};
}

double area_share(const Foreground& first, const Foreground& second, const RigidTransform& transform) {
    int common = 0;
    for (int row = 0; row < second.rows(); ++row) {
        for (int column = 0; column < second.columns(); ++column) {
            const Point point =
                moved(transform, (column + 0.5) * Foreground::kCellSize, (row + 0.5) * Foreground::kCellSize);
            const bool both =
                second.cell(column, row) && first.contains(static_cast<float>(point.x), static_cast<float>(point.y));
            common += both ? 1 : 0;
        }
    }
    const int smaller = std::min(first.area(), second.area());
    return smaller == 0 ? 0 : std::min(1.0, static_cast<double>(common) / smaller);
}

std::vector<Minutia> moved(std::span<const Minutia> minutiae, const RigidTransform& transform) {
    // Directions count counter-clockwise, while y grows downwards.
    const Direction turned = Direction::of_vector(transform.cosine, transform.sine);
    std::vector<Minutia> out(minutiae.begin(), minutiae.end());
    for (Minutia& minutia : out) {
        const Point point = moved(transform, minutia.x, minutia.y);
        minutia.x = static_cast<float>(point.x);
        minutia.y = static_cast<float>(point.y);
        minutia.direction = minutia.direction + turned;
    }
    return out;
}

bool counterparts(const Minutia& a, const Minutia& b) {
    return std::hypot(a.x - b.x, a.y - b.y) <= kCounterpartDistance &&
           std::abs(turn(a.direction, b.direction)) <= kCounterpartTurn;
}

std::size_t count_within(std::span<const Minutia> minutiae, const Foreground& foreground) {
    return static_cast<std::size_t>(std::count_if(minutiae.begin(), minutiae.end(), [&](const Minutia& minutia) {
        return foreground.contains(minutia.x, minutia.y);
    }));
}

}  // namespace

PairOverlap overlap_of(const Template& first, const Template& second, const RigidTransform& transform) {
    const std::vector<Minutia> arrived = moved(second.minutiae, transform);
    std::vector<bool> taken(first.minutiae.size());
    std::size_t common = 0;
    for (const Minutia& minutia : arrived) {
        for (std::size_t i = 0; i < first.minutiae.size(); ++i) {
            if (!taken[i] && counterparts(minutia, first.minutiae[i])) {
                taken[i] = true;
                ++common;
                break;
            }
        }
    }
    const std::size_t candidates = std::min(count_within(arrived, first.foreground),
                                            count_within(moved(first.minutiae, inverse(transform)), second.foreground));
    PairOverlap overlap;
    overlap.share = area_share(first.foreground, second.foreground, transform);
    overlap.recurrence =
        candidates == 0 ? 0 : std::min(1.0, static_cast<double>(common) / static_cast<double>(candidates));
    return overlap;
}

}  // namespace dactyl
