#include "datasets/synthetic/skin_relief.hpp"

#include <algorithm>
#include <cmath>

#include "datasets/synthetic/finger_traits.hpp"
#include "datasets/synthetic/lattice_noise.hpp"

namespace dactyl::synthetic {
namespace {

constexpr double kGrainSpacing = 2.4;   // pixels at 500 dpi
constexpr float kGrainDepth = 6;        // relief units, deviation
constexpr int kPoreCell = 10;           // pixels: a pore in about every second cell of this side, 0.5 mm
constexpr std::int8_t kPoreRidge = 90;  // height (of 127) above which a pore may lie: the middle of a ridge
constexpr double kPoreDepth = 60;       // relief units
constexpr double kCreases = 0.8;        // a finger, mean
constexpr double kCuts = 0.25;          // a finger, mean
constexpr double kLineDepth = 110;      // relief units in the middle of a crease

std::int8_t deeper(std::int8_t now, double by) {
    return static_cast<std::int8_t>(std::clamp(static_cast<int>(now + by), -127, 127));
}

// A soft disc.
void draw_pore(SkinRelief& relief, double x, double y, double radius, double depth) {
    const int reach = static_cast<int>(radius) + 2;
    for (int j = -reach; j <= reach; ++j) {
        for (int i = -reach; i <= reach; ++i) {
            const int px = static_cast<int>(x) + i;
            const int py = static_cast<int>(y) + j;
            if (!relief.inside(px, py)) continue;
            const double distance = std::sqrt((px - x) * (px - x) + (py - y) * (py - y));
            const double share = std::clamp(radius + 0.7 - distance, 0.0, 1.0);
            if (share > 0) relief.at(px, py) = deeper(relief.at(px, py), depth * share);
        }
    }
}

void draw_pores(SkinRelief& relief, const Plane<std::int8_t>& height, RandomStream& random) {
    for (int cy = 0; cy + kPoreCell <= height.height(); cy += kPoreCell) {
        for (int cx = 0; cx + kPoreCell <= height.width(); cx += kPoreCell) {
            const int x = cx + random.index(kPoreCell);
            const int y = cy + random.index(kPoreCell);
            const double radius = random.uniform(0.5, 1.3);
            if (height.at(x, y) > kPoreRidge) draw_pore(relief, x, y, radius, kPoreDepth);
        }
    }
}

// A line that wanders: a chain of discs.
void draw_line(SkinRelief& relief, Point from, Direction along, double length, double radius, RandomStream& random) {
    double bend = 0;
    Point p = from;
    for (double done = 0; done < length; done += 1) {
        bend = 0.97 * bend + random.normal(0, 0.35);
        const Direction now = along + Direction::from_degrees(bend * 4);
        p.x += static_cast<double>(now.cosine());
        p.y -= static_cast<double>(now.sine());
        const double fade = std::min({1.0, done / 10, (length - done) / 10});
        draw_pore(relief, p.x, p.y, radius * (0.7 + 0.3 * fade), kLineDepth * 0.5 * fade);
    }
}

}  // namespace

SkinRelief draw_relief(const Plane<std::int8_t>& height, RandomStream random) {
    SkinRelief relief(height.width(), height.height());
    LatticeNoise grain(random.bits(), kGrainSpacing);
    std::vector<float> line(height.width());
    for (int y = 0; y < height.height(); ++y) {
        grain.line(0, 1, y, height.width(), line.data());
        for (int x = 0; x < height.width(); ++x) {
            relief.at(x, y) = static_cast<std::int8_t>(std::clamp(line[x] * kGrainDepth, -40.0F, 40.0F));
        }
    }
    draw_pores(relief, height, random);
    // Creases run across the finger, more of them towards the joint.
    for (int n = random.poisson(kCreases); n > 0; --n) {
        const Point from = {random.uniform(-0.1, 0.5) * height.width(),
                            height.height() * (0.2 + 0.8 * std::max(random.uniform(), random.uniform()))};
        draw_line(relief, from, Direction::from_degrees(random.normal(0, 14)), random.uniform(60, 260),
                  random.uniform(0.5, 1.4), random);
    }
    for (int n = random.poisson(kCuts); n > 0; --n) {
        const Point from = {random.uniform(0.2, 0.8) * height.width(), random.uniform(0.1, 0.9) * height.height()};
        draw_line(relief, from, Direction::from_degrees(random.uniform(0, 360)), random.uniform(30, 120),
                  random.uniform(1.0, 2.2), random);
    }
    return relief;
}

}  // namespace dactyl::synthetic
