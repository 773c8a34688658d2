#include "engine/extract/padding.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "engine/extract/map.hpp"

namespace dactyl::stages {
namespace {

// A sensor's own blank ground goes on between the ridges of the print that touches it; a canvas is another grey than
// nearly everything it surrounds (PaddingOptions::most_of_its_grey).
constexpr int kNearlyItsGrey = 12;      // grey values
constexpr int kFewestCellsBeside = 16;  // fewer say nothing
// Cells within this distance of the canvas are taken for mixed with it by resampling, and filled as well.
constexpr int kMixedCells = 1;

struct Place {
    int x;
    int y;
};

constexpr std::array<Place, 4> kSides{{{1, 0}, {-1, 0}, {0, 1}, {0, -1}}};

bool is_flat(ImageView picture, Place cell, std::uint8_t grey) {
    for (int y = cell.y * kCell; y < (cell.y + 1) * kCell; ++y) {
        const std::uint8_t* p = picture.row(y) + static_cast<std::ptrdiff_t>(cell.x) * kCell;
        if (p[0] != grey || p[1] != grey || p[2] != grey || p[3] != grey) return false;
    }
    return true;
}

struct Canvas {
    Mask cells;  // flat, and connected with a corner by flat ones
    std::uint8_t grey = 0;
    bool found = false;
};

Canvas find_canvas(ImageView picture) {
    Canvas out{Mask(picture.width() / kCell, picture.height() / kCell)};
    Mask& canvas = out.cells;
    const int right = canvas.width() - 1;
    const int bottom = canvas.height() - 1;
    Samples<Place> open;
    for (const Place corner : {Place{0, 0}, Place{right, 0}, Place{0, bottom}, Place{right, bottom}}) {
        const std::uint8_t grey = picture.at(corner.x * kCell, corner.y * kCell);
        if (!is_flat(picture, corner, grey) || (out.found && grey != out.grey)) continue;
        out.found = true;
        out.grey = grey;
        const auto visit = [&](Place cell) {
            if (cell.x < 0 || cell.y < 0 || cell.x > right || cell.y > bottom || canvas.at(cell.x, cell.y) != 0) return;
            if (!is_flat(picture, cell, grey)) return;
            canvas.at(cell.x, cell.y) = 1;
            open.push_back(cell);
        };
        visit(corner);
        while (!open.empty()) {
            const Place cell = open.back();
            open.pop_back();
            for (const Place side : kSides) visit({cell.x + side.x, cell.y + side.y});
        }
    }
    return out;
}

bool holds_grey(ImageView picture, Place cell, int grey) {
    for (int y = cell.y * kCell; y < (cell.y + 1) * kCell; ++y) {
        for (int x = cell.x * kCell; x < (cell.x + 1) * kCell; ++x) {
            if (std::abs(picture.at(x, y) - grey) <= kNearlyItsGrey) return true;
        }
    }
    return false;
}

// Mean of grey values, rounded so that the mean of the inverted values is the inverted mean.
class GreyMean {
  public:
    void add(std::uint8_t grey) {
        const int centred = 2 * grey - 255;  // odd: never 0
        if (count_ == 0) first_ = centred;
        sum_ += centred;
        ++count_;
    }
    std::uint8_t value() const {
        int mean = sum_ / count_;  // towards 0, from either side
        if (mean % 2 == 0) mean += first_ > 0 ? 1 : -1;
        return static_cast<std::uint8_t>((mean + 255) / 2);
    }

  private:
    int first_ = 0;
    int sum_ = 0;
    int count_ = 0;
};

std::uint8_t mean_of(ImageView picture, Place cell) {
    GreyMean mean;
    for (int y = cell.y * kCell; y < (cell.y + 1) * kCell; ++y) {
        for (int x = cell.x * kCell; x < (cell.x + 1) * kCell; ++x) mean.add(picture.at(x, y));
    }
    return mean.value();
}

// The cells around `cell` for which `wanted` holds, at most eight.
template <class Wanted, class Use>
void for_each_around(const Mask& map, Place cell, const Wanted& wanted, const Use& use) {
    for (int y = std::max(0, cell.y - 1); y <= std::min(map.height() - 1, cell.y + 1); ++y) {
        for (int x = std::max(0, cell.x - 1); x <= std::min(map.width() - 1, cell.x + 1); ++x) {
            if ((x != cell.x || y != cell.y) && wanted(Place{x, y})) use(Place{x, y});
        }
    }
}

// Cells outside the mask that touch it; the mask grows by them.
Samples<Place> grow(Mask& mask) {
    const Mask before = mask;
    Samples<Place> added;
    for (int y = 0; y < mask.height(); ++y) {
        for (int x = 0; x < mask.width(); ++x) {
            if (before.at(x, y) != 0) continue;
            bool touches = false;
            for_each_around(
                before, {x, y}, [&](Place p) { return before.at(p.x, p.y) != 0; }, [&](Place) { touches = true; });
            if (!touches) continue;
            mask.at(x, y) = 1;
            added.push_back({x, y});
        }
    }
    return added;
}

// Grey of every cell: its mean outside the canvas; inside, layer by layer, the mean of what lies before it.
Map<std::uint8_t> spread_grey(ImageView picture, const Mask& canvas, Samples<Place> edge) {
    Map<std::uint8_t> grey(canvas.width(), canvas.height());
    Mask known(canvas.width(), canvas.height());
    for (const Place cell : edge) {
        grey.at(cell.x, cell.y) = mean_of(picture, cell);
        known.at(cell.x, cell.y) = 1;
    }
    Samples<Place> layer = std::move(edge);
    Mask queued = known;
    while (!layer.empty()) {
        Samples<Place> next;
        for (const Place cell : layer) {
            for_each_around(
                canvas, cell, [&](Place p) { return canvas.at(p.x, p.y) != 0 && queued.at(p.x, p.y) == 0; },
                [&](Place p) {
                    queued.at(p.x, p.y) = 1;
                    next.push_back(p);
                });
        }
        for (const Place cell : next) {
            GreyMean mean;
            for_each_around(
                known, cell, [&](Place p) { return known.at(p.x, p.y) != 0; },
                [&](Place p) { mean.add(grey.at(p.x, p.y)); });
            grey.at(cell.x, cell.y) = mean.value();
        }
        for (const Place cell : next) known.at(cell.x, cell.y) = 1;
        layer = std::move(next);
    }
    return grey;
}

}  // namespace

std::optional<GrayImage> fill_padding(ImageView picture, const PaddingOptions& options) {
    if (picture.width() < kCell || picture.height() < kCell) return std::nullopt;
    Canvas canvas = find_canvas(picture);
    if (!canvas.found) return std::nullopt;
    for (int i = 0; i < kMixedCells; ++i) grow(canvas.cells);
    Mask with_edge = canvas.cells;
    Samples<Place> edge = grow(with_edge);
    const auto of_its_grey =
        std::count_if(edge.begin(), edge.end(), [&](Place cell) { return holds_grey(picture, cell, canvas.grey); });
    if (edge.size() < kFewestCellsBeside ||
        static_cast<double>(of_its_grey) > options.most_of_its_grey * static_cast<double>(edge.size())) {
        return std::nullopt;
    }
    const Map<std::uint8_t> grey = spread_grey(picture, canvas.cells, std::move(edge));
    GrayImage out(picture.width(), picture.height(), picture.dpi());
    for (int y = 0; y < out.height(); ++y) {
        const int row = std::min(y / kCell, grey.height() - 1);
        for (int x = 0; x < out.width(); ++x) {
            const int column = std::min(x / kCell, grey.width() - 1);
            out.row(y)[x] = canvas.cells.at(column, row) != 0 ? grey.at(column, row) : picture.at(x, y);
        }
    }
    return out;
}

}  // namespace dactyl::stages
