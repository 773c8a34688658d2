#include "datasets/synthetic/ridge_growth.hpp"

#include <algorithm>
#include <cmath>

namespace dactyl::synthetic {
namespace {

// Half-resolution pixels a seed: from one every 2.3 mm to one every 4.2 mm, as densities of minutiae differ between
// people.
constexpr double kDensestSeeds = 170;
constexpr double kSparsestSeeds = 560;
constexpr int kMostGrowth = 60;  // rounds; a safeguard, half of it suffices
constexpr int kSettling = 1;     // rounds after the finger is full; more would wash out minutiae that nothing forces
constexpr int kGrowthGain = 4;   // amplification a round, before clipping
constexpr int kBareShare = 40;   // the finger is full when less than one in so many pixels has no ridge
constexpr int kBorder = 16;      // around the maps, so that filters never look outside

using Canvas = Plane<Height>;

Canvas canvas_for(int width, int height) { return Canvas(width + 2 * kBorder, height + 2 * kBorder); }

std::int32_t response(const Canvas& canvas, int x, int y, const std::int16_t* weights, const RidgeFilterBank& bank) {
    const int length = bank.row_length();
    std::int32_t sum = 0;
    for (int j = 0; j < bank.rows(); ++j) {
        const Height* line = canvas.row(y + kBorder - bank.radius() + j) + (x + kBorder - bank.radius());
        const std::int16_t* w = weights + j * length;
        for (int i = 0; i < length; ++i) sum += line[i] * w[i];
    }
    return sum >> RidgeFilterBank::kResponseShift;
}

Height clipped(std::int32_t value) { return static_cast<Height>(std::clamp(value, -kFullHeight, kFullHeight)); }

void sow(Canvas& canvas, int width, int height, RandomStream& random) {
    const double share = random.uniform();
    const double pixels_a_seed = kDensestSeeds + (kSparsestSeeds - kDensestSeeds) * share * share;
    const int seeds = static_cast<int>(width * height / pixels_a_seed);
    for (int s = 0; s < seeds; ++s) {
        const int x = random.index(width - 2) + 1;
        const int y = random.index(height - 2) + 1;
        const auto value = static_cast<Height>(random.chance(0.5) ? kFullHeight : -kFullHeight);
        for (int j = -1; j <= 1; ++j) {
            for (int i = -1; i <= 1; ++i) canvas.at(x + i + kBorder, y + j + kBorder) = value;
        }
    }
}

// One round at half resolution. Returns how many pixels are still without a ridge.
int grow_once(const Canvas& from, Canvas& to, const RidgeMaps& maps) {
    const RidgeFilterBank& bank = filters_at_half_resolution();
    int bare = 0;
    for (int y = 0; y < maps.doubled.height(); ++y) {
        for (int x = 0; x < maps.doubled.width(); ++x) {
            const int orientation = RidgeFilterBank::orientation_index(maps.doubled.at(x, y));
            const auto* weights = bank.even(orientation, maps.period.at(x, y));
            const std::int32_t r = response(from, x, y, weights, bank) * kGrowthGain;
            if (r > -kFullHeight / 16 && r < kFullHeight / 16) ++bare;
            to.at(x + kBorder, y + kBorder) = clipped(r);
        }
    }
    return bare;
}

Canvas enlarge(const Canvas& small, int width, int height) {
    Canvas large = canvas_for(width * kMapStep, height * kMapStep);
    for (int y = 0; y < height * kMapStep; ++y) {
        const int y0 = y / 2 + kBorder;
        const int y1 = y0 + y % 2;
        for (int x = 0; x < width * kMapStep; ++x) {
            const int x0 = x / 2 + kBorder;
            const int x1 = x0 + x % 2;
            const int sum = small.at(x0, y0) + small.at(x1, y0) + small.at(x0, y1) + small.at(x1, y1);
            large.at(x + kBorder, y + kBorder) = static_cast<Height>(sum / 4);
        }
    }
    return large;
}

}  // namespace

RidgePattern grow_ridges(const RidgeMaps& maps, RandomStream seeds) {
    const int columns = maps.doubled.width();
    const int rows = maps.doubled.height();
    Canvas now = canvas_for(columns, rows);
    Canvas next = canvas_for(columns, rows);
    sow(now, columns, rows, seeds);
    int settling = kSettling;
    for (int round = 0; round < kMostGrowth && settling > 0; ++round) {
        const int bare = grow_once(now, next, maps);
        std::swap(now, next);
        if (bare * kBareShare < columns * rows) --settling;
    }

    const RidgeFilterBank& bank = filters_at_full_resolution();
    const int width = columns * kMapStep;
    const int height = rows * kMapStep;
    const Canvas large = enlarge(now, columns, rows);
    Canvas settled = canvas_for(width, height);
    RidgePattern pattern{Plane<Height>(width, height), Plane<Height>(width, height)};
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const int orientation = RidgeFilterBank::orientation_index(maps.doubled.at(x / 2, y / 2));
            const int rung = maps.period.at(x / 2, y / 2);
            settled.at(x + kBorder, y + kBorder) = clipped(response(large, x, y, bank.even(orientation, rung), bank));
        }
    }
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const int orientation = RidgeFilterBank::orientation_index(maps.doubled.at(x / 2, y / 2));
            const int rung = maps.period.at(x / 2, y / 2);
            pattern.even.at(x, y) = clipped(response(settled, x, y, bank.even(orientation, rung), bank));
            pattern.odd.at(x, y) = clipped(response(settled, x, y, bank.odd(orientation, rung), bank));
        }
    }
    return pattern;
}

}  // namespace dactyl::synthetic
