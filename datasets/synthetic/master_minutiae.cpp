#include "datasets/synthetic/master_minutiae.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace dactyl::synthetic {
namespace {

constexpr double kSingularReach = 9;  // pixels about a core or delta: one ridge
constexpr int kFrame = 12;            // pixels along the border where filters saw too little
constexpr double kKindFrom = 2;       // pixels ahead of the minutia between which ridge or valley is told
constexpr double kKindTo = 6;

struct Phasor {
    int even = 0;
    int odd = 0;
};

// The four corners of a cell in the order (0,0), (1,0), (1,1), (0,1): clockwise as seen, x towards y.
using Cell = std::array<Phasor, 4>;

// The orientation of the filter that was used there, which decides the sign of the odd response.
Direction filter_at(const RidgeMaps& maps, int x, int y) {
    const int index = RidgeFilterBank::orientation_index(maps.doubled.at(x / kMapStep, y / kMapStep));
    return Direction::from_steps(static_cast<std::uint16_t>(index * (32768 / RidgeFilterBank::kOrientations)));
}

// The ridge's own orientation, of its two directions the one closer to the filter's.
Direction ridge_at(const RidgeMaps& maps, int x, int y) {
    const Direction ridge =
        Direction::from_steps(static_cast<std::uint16_t>(maps.doubled.at(x / kMapStep, y / kMapStep).steps() / 2));
    return std::abs(turn(filter_at(maps, x, y), ridge)) > 16384 ? ridge.reversed() : ridge;
}

// An orientation names two opposite directions; the odd response changes its sign with the choice. All corners of a
// cell take the choice of the first.
Cell cell_at(const RidgePattern& pattern, const RidgeMaps& maps, int x, int y) {
    constexpr std::array<std::array<int, 2>, 4> kCorner = {{{0, 0}, {1, 0}, {1, 1}, {0, 1}}};
    const Direction first = filter_at(maps, x, y);
    Cell cell;
    for (int k = 0; k < 4; ++k) {
        const int cx = x + kCorner[k][0];
        const int cy = y + kCorner[k][1];
        const int away = std::abs(turn(first, filter_at(maps, cx, cy)));
        cell[k] = {pattern.even.at(cx, cy), (away > 16384 ? 1 : -1) * pattern.odd.at(cx, cy)};
    }
    return cell;
}

// Turns of the phase along the cell's border: 0, 1 or -1. Counts crossings of the positive real axis.
int residue(const Cell& cell) {
    int turns = 0;
    for (int k = 0; k < 4; ++k) {
        const Phasor& a = cell[k];
        const Phasor& b = cell[(k + 1) % 4];
        if ((a.odd < 0) == (b.odd < 0)) continue;
        const std::int64_t cross = std::int64_t{a.even} * b.odd - std::int64_t{b.even} * a.odd;
        const bool rising = a.odd < 0;
        if (rising ? cross > 0 : cross < 0) turns += rising ? 1 : -1;
    }
    return turns;
}

// The zero of the plane fitted through the corners, within the cell.
Point zero_of(const Cell& c) {
    const auto fit = [](int c0, int c1, int c2, int c3) {
        const double x = 0.5 * (c1 - c0 + c2 - c3);
        const double y = 0.5 * (c3 - c0 + c2 - c1);
        return std::array<double, 3>{0.25 * (c0 + c1 + c2 + c3), x, y};
    };
    const auto e = fit(c[0].even, c[1].even, c[2].even, c[3].even);
    const auto o = fit(c[0].odd, c[1].odd, c[2].odd, c[3].odd);
    const double determinant = e[1] * o[2] - e[2] * o[1];
    if (determinant == 0) return {0.5, 0.5};
    const double x = (-e[0] * o[2] + e[2] * o[0]) / determinant;
    const double y = (-e[1] * o[0] + e[0] * o[1]) / determinant;
    return {std::clamp(0.5 + x, 0.0, 1.0), std::clamp(0.5 + y, 0.0, 1.0)};
}

bool near_singularity(const FingerTraits& traits, Point p) {
    const auto close = [p](const Point& s) {
        return (s.x - p.x) * (s.x - p.x) + (s.y - p.y) * (s.y - p.y) < kSingularReach * kSingularReach;
    };
    return std::any_of(traits.loops.begin(), traits.loops.end(), close) ||
           std::any_of(traits.deltas.begin(), traits.deltas.end(), close);
}

// Ahead of an ending there is its ridge, ahead of a bifurcation the valley between its branches.
MinutiaKind kind_of(const RidgePattern& pattern, Point p, Direction direction) {
    const double dx = direction.cosine();
    const double dy = -direction.sine();
    int sum = 0;
    for (double step = kKindFrom; step <= kKindTo; step += 1) {
        const int x = static_cast<int>(std::floor(p.x + dx * step + 0.5));
        const int y = static_cast<int>(std::floor(p.y + dy * step + 0.5));
        if (pattern.even.inside(x, y)) sum += pattern.even.at(x, y);
    }
    return sum > 0 ? MinutiaKind::kEnding : MinutiaKind::kBifurcation;
}

}  // namespace

std::vector<MasterMinutia> find_minutiae(const RidgePattern& pattern, const RidgeMaps& maps,
                                         const FingerTraits& traits) {
    std::vector<MasterMinutia> minutiae;
    for (int y = kFrame; y < pattern.even.height() - kFrame; ++y) {
        for (int x = kFrame; x < pattern.even.width() - kFrame; ++x) {
            const Cell cell = cell_at(pattern, maps, x, y);
            const int turns = residue(cell);
            if (turns == 0) continue;
            const Point zero = zero_of(cell);
            const Point place = {x + zero.x, y + zero.y};
            MasterMinutia m;
            m.place = {place.x - maps.origin.x, place.y - maps.origin.y};
            if (near_singularity(traits, m.place)) continue;
            const Direction ridge = ridge_at(maps, x, y);
            m.direction = turns > 0 ? ridge : ridge.reversed();
            m.kind = kind_of(pattern, place, m.direction);
            minutiae.push_back(m);
        }
    }
    return minutiae;
}

}  // namespace dactyl::synthetic
