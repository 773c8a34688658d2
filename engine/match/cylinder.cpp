#include "engine/match/cylinder.hpp"

#include <bit>
#include <numbers>

#include "engine/core/elementary.hpp"

namespace dactyl {
namespace {

using Options = CylinderOptions;

constexpr double kReach = 3 * Options::kPositionSigma;  // a neighbour farther from a cell than this adds nothing to it
constexpr int kReachSquared = static_cast<int>(kReach * kReach);
constexpr int kTurnShift = 6;  // the direction table has one entry per 64 steps

struct Cell {
    float along = 0;  // pixels in the minutia's direction
    float left = 0;   // pixels to its left, as seen on the picture
};

constexpr std::array<Cell, kCylinderCells> make_cells() {
    std::array<Cell, kCylinderCells> cells{};
    const double step = 2 * Options::kRadius / Options::kGrid;
    std::size_t n = 0;
    for (int i = 0; i < Options::kGrid; ++i) {
        for (int j = 0; j < Options::kGrid; ++j) {
            const double along = step * (i - (Options::kGrid - 1) / 2.0);
            const double left = step * (j - (Options::kGrid - 1) / 2.0);
            if (along * along + left * left <= Options::kRadius * Options::kRadius) {
                cells.at(n++) = {static_cast<float>(along), static_cast<float>(left)};
            }
        }
    }
    return cells;
}
constexpr auto kCells = make_cells();
static_assert(kCells.back().along != 0, "the grid has exactly kCylinderCells cells in the disc");

// Density at a cell of a neighbour, by squared distance in whole pixels.
constexpr auto kNearness = [] {
    std::array<float, kReachSquared + 2> table{};
    const double sigma = Options::kPositionSigma;
    for (std::size_t d = 0; d < table.size(); ++d) {
        table[d] = static_cast<float>(exponential(-static_cast<double>(d) / (2 * sigma * sigma)) *
                                      std::numbers::inv_sqrtpi / (sigma * std::numbers::sqrt2));
    }
    return table;
}();

// Share of a neighbour's direction, spread by a Gaussian, that falls into a layer; by the turn from the layer's middle.
constexpr auto kAgreement = [] {
    std::array<float, (65536 >> kTurnShift)> table{};
    const double half = std::numbers::pi / kCylinderLayers;
    const double scale = 1 / (Options::kDirectionSigma * std::numbers::sqrt2);
    for (std::size_t i = 0; i < table.size(); ++i) {
        const auto steps = static_cast<std::int16_t>(static_cast<std::uint16_t>(i << kTurnShift));
        const double turn = steps * (2 * std::numbers::pi / 65536);
        table[i] =
            static_cast<float>((error_function((turn + half) * scale) - error_function((turn - half) * scale)) / 2);
    }
    return table;
}();

struct Neighbour {
    float x;
    float y;
    std::array<float, kCylinderLayers> share;
};

std::size_t find_neighbours(const PreparedPrint& print, int minutia, LaneArray<Neighbour>& out) {
    constexpr double kFarthest = Options::kRadius + kReach;
    const auto m = static_cast<std::size_t>(minutia);
    std::size_t n = 0;
    for (int other = 0; other < print.count; ++other) {
        const float dx = print.px(other) - print.px(minutia);
        const float dy = print.py(other) - print.py(minutia);
        if (other == minutia || dx * dx + dy * dy > static_cast<float>(kFarthest * kFarthest)) continue;
        Neighbour& neighbour = out[n++];
        neighbour = {print.px(other), print.py(other), {}};
        const auto difference =
            static_cast<std::uint16_t>(print.direction[m] - print.direction[static_cast<std::size_t>(other)]);
        for (int layer = 0; layer < kCylinderLayers; ++layer) {
            const auto middle = static_cast<std::uint16_t>(32768 + (2 * layer + 1) * (32768 / kCylinderLayers));
            const auto turn = static_cast<std::uint16_t>(middle - difference);
            neighbour.share[static_cast<std::size_t>(layer)] = kAgreement[turn >> kTurnShift];
        }
    }
    return n;
}

}  // namespace

bool encode_cylinder(PreparedPrint& print, int minutia, const Region& validity) {
    LaneArray<Neighbour> neighbours;
    const std::size_t found = find_neighbours(print, minutia, neighbours);
    if (found < Options::kFewestNeighbours) return false;

    const auto m = static_cast<std::size_t>(minutia);
    const float cosine = print.dir(minutia).cosine();
    const float sine = print.dir(minutia).sine();
    std::uint32_t valid = 0;
    std::array<std::uint32_t, kCylinderLayers> bits{};
    for (std::size_t c = 0; c < kCells.size(); ++c) {
        const float x = print.px(minutia) + cosine * kCells[c].along - sine * kCells[c].left;
        const float y = print.py(minutia) - (sine * kCells[c].along + cosine * kCells[c].left);
        if (!validity.contains(x, y)) continue;
        valid |= 1U << c;
        std::array<float, kCylinderLayers> density{};
        for (std::size_t n = 0; n < found; ++n) {
            const float dx = neighbours[n].x - x;
            const float dy = neighbours[n].y - y;
            const float distance = dx * dx + dy * dy;
            if (distance > static_cast<float>(kReachSquared)) continue;
            const float nearness = kNearness[static_cast<std::size_t>(distance + 0.5F)];
            for (std::size_t layer = 0; layer < kCylinderLayers; ++layer) {
                density[layer] += nearness * neighbours[n].share[layer];
            }
        }
        for (std::size_t layer = 0; layer < kCylinderLayers; ++layer) {
            if (density[layer] >= static_cast<float>(Options::kBitThreshold)) bits[layer] |= 1U << c;
        }
    }
    std::uint32_t any = 0;
    for (const std::uint32_t word : bits) any |= word;
    if (std::popcount(valid) < Options::kFewestValidCells || any == 0) return false;
    print.valid[m] = valid;
    for (std::size_t layer = 0; layer < kCylinderLayers; ++layer) print.bits[layer][m] = bits[layer];
    return true;
}

}  // namespace dactyl
