#include "datasets/synthetic/period_relaxation.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/core/elementary.hpp"

namespace dactyl::synthetic {
namespace {

constexpr int kStride = 4;           // map values between nodes of the coarse grid where the descent runs
constexpr int kRounds = 150;         // of descent; the field has settled by then
constexpr float kRate = 0.2F;        // of descent, below the limit of stability of 1/4
constexpr double kReach = 110;       // L above, pixels at 500 dpi: how far the frequency may drift from the drawn one
constexpr float kMostCurl = 0.015F;  // of n, a pixel; more only next to singular points, where nothing helps
constexpr float kMostDrift = 0.30F;  // of ln f

struct Node {
    float tx = 0;  // tangent
    float ty = 0;
    float curl = 0;   // of the normal whose tangent that is, a node
    float drawn = 0;  // ln f0
    float now = 0;    // ln f
};

// The curl of n = (sin a, cos a) is -(sin a da/dx + cos a da/dy).
Node node_at(const Plane<Direction>& doubled, double step, int x, int y) {
    const Direction here = doubled.at(x, y);
    const Direction ridge = Direction::from_steps(static_cast<std::uint16_t>(here.steps() / 2));
    const int x0 = std::max(x - kStride / 2, 0);
    const int x1 = std::min(x + kStride / 2, doubled.width() - 1);
    const int y0 = std::max(y - kStride / 2, 0);
    const int y1 = std::min(y + kStride / 2, doubled.height() - 1);
    constexpr float kRadians = static_cast<float>(std::numbers::pi / 65536);  // half the doubled angle
    const float pixels = static_cast<float>(step);
    const float ax = static_cast<float>(turn(doubled.at(x0, y), doubled.at(x1, y))) * kRadians /
                     (pixels * static_cast<float>(x1 - x0));
    const float ay = static_cast<float>(turn(doubled.at(x, y0), doubled.at(x, y1))) * kRadians /
                     (pixels * static_cast<float>(y1 - y0));
    const float curl = -(ridge.sine() * ax + ridge.cosine() * ay);
    const float node_pixels = pixels * kStride;
    return {ridge.cosine(), -ridge.sine(), std::clamp(curl, -kMostCurl, kMostCurl) * node_pixels, 0, 0};
}

// One round: ln f moves along the divergence of t (t . grad ln f + curl n), and back towards what was drawn.
void descend(Plane<Node>& grid, Plane<float>& flux_x, Plane<float>& flux_y, float pull) {
    const int width = grid.width();
    const int height = grid.height();
    // Between neighbours, on their common edge: no checkerboard.
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const Node& n = grid.at(x, y);
            const auto value = [&](int i, int j) {
                return grid.at(std::clamp(i, 0, width - 1), std::clamp(j, 0, height - 1)).now;
            };
            const float across_x = 0.5F * (value(x + 1, y) - value(x - 1, y));
            const float across_y = 0.5F * (value(x, y + 1) - value(x, y - 1));
            const float dx = value(x + 1, y) - n.now;
            const float dy = value(x, y + 1) - n.now;
            flux_x.at(x, y) = x + 1 < width ? n.tx * (n.tx * dx + n.ty * across_y + n.curl) : 0;
            flux_y.at(x, y) = y + 1 < height ? n.ty * (n.tx * across_x + n.ty * dy + n.curl) : 0;
        }
    }
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            Node& n = grid.at(x, y);
            const float divergence = flux_x.at(x, y) - (x > 0 ? flux_x.at(x - 1, y) : 0) + flux_y.at(x, y) -
                                     (y > 0 ? flux_y.at(x, y - 1) : 0);
            n.now += kRate * (divergence - pull * (n.now - n.drawn));
            n.now = std::clamp(n.now, n.drawn - kMostDrift, n.drawn + kMostDrift);
        }
    }
}

}  // namespace

void relax_periods(const Plane<Direction>& doubled, double step, Plane<double>& periods) {
    Plane<Node> grid((doubled.width() - 1) / kStride + 1, (doubled.height() - 1) / kStride + 1);
    for (int y = 0; y < grid.height(); ++y) {
        for (int x = 0; x < grid.width(); ++x) {
            Node& node = grid.at(x, y);
            node = node_at(doubled, step, x * kStride, y * kStride);
            node.drawn = static_cast<float>(-logarithm(periods.at(x * kStride, y * kStride)));
            node.now = node.drawn;
        }
    }
    Plane<float> flux_x(grid.width(), grid.height());
    Plane<float> flux_y(grid.width(), grid.height());
    const double node_pixels = step * kStride;
    const auto pull = static_cast<float>(node_pixels * node_pixels / (kReach * kReach));
    for (int round = 0; round < kRounds; ++round) descend(grid, flux_x, flux_y, pull);

    // Back to the fine map: the drift, linear between nodes.
    Plane<float> factor(grid.width(), grid.height());
    for (int y = 0; y < grid.height(); ++y) {
        for (int x = 0; x < grid.width(); ++x) {
            const Node& n = grid.at(x, y);
            factor.at(x, y) = static_cast<float>(exponential(static_cast<double>(n.drawn - n.now)));
        }
    }
    for (int y = 0; y < periods.height(); ++y) {
        const int y0 = y / kStride;
        const int y1 = std::min(y0 + 1, grid.height() - 1);
        const float v = static_cast<float>(y % kStride) / kStride;
        for (int x = 0; x < periods.width(); ++x) {
            const int x0 = x / kStride;
            const int x1 = std::min(x0 + 1, grid.width() - 1);
            const float u = static_cast<float>(x % kStride) / kStride;
            const float top = factor.at(x0, y0) + (factor.at(x1, y0) - factor.at(x0, y0)) * u;
            const float bottom = factor.at(x0, y1) + (factor.at(x1, y1) - factor.at(x0, y1)) * u;
            periods.at(x, y) *= static_cast<double>(top + (bottom - top) * v);
        }
    }
}

}  // namespace dactyl::synthetic
