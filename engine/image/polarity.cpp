#include "engine/image/polarity.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>

#include "engine/image/recycled.hpp"

namespace dactyl {
namespace {

constexpr int kCell = 8;                  // pixels
constexpr double kTexturedPart = 0.5;     // of the 90th percentile of the cells' deviation: print
constexpr double kFlatPart = 0.2;         // of the same: ground
constexpr double kLeastFlatCells = 0.03;  // part of all cells that ground must cover for a decision
constexpr double kDarkEnd = 0.10;         // percentiles of the grey values inside the print
constexpr double kLightEnd = 0.90;
// Ground looks as valleys do: nothing touches there. Light ridges are decided on when the ground lies in this lowest
// part of the print's range of grey values; sweep sensors leave a ground of middle grey, which says nothing.
constexpr double kDarkGround = 0.10;

struct Cell {
    int left = 0;
    int top = 0;
    double mean = 0;
    double variance = 0;
};

Samples<Cell> measure(ImageView image) {
    constexpr double kPixels = kCell * kCell;
    Samples<Cell> cells;
    for (int top = 0; top + kCell <= image.height(); top += kCell) {
        for (int left = 0; left + kCell <= image.width(); left += kCell) {
            std::int64_t sum = 0;
            std::int64_t squares = 0;
            for (int y = top; y < top + kCell; ++y) {
                const std::uint8_t* p = image.row(y) + left;
                for (int x = 0; x < kCell; ++x) {
                    sum += p[x];
                    squares += p[x] * p[x];
                }
            }
            const double mean = static_cast<double>(sum) / kPixels;
            cells.push_back({left, top, mean, static_cast<double>(squares) / kPixels - mean * mean});
        }
    }
    return cells;
}

double percentile(Samples<double>& values, double part) {
    const auto k = values.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), k, values.end());
    return *k;
}

using Histogram = std::array<int, 256>;

// The grey value that `part` of the counted pixels do not exceed.
int percentile(const Histogram& counts, double part) {
    const int all = std::accumulate(counts.begin(), counts.end(), 0);
    int below = 0;
    for (int v = 0; v < 256; ++v) {
        below += counts[static_cast<std::size_t>(v)];
        if (below > part * all) return v;
    }
    return 255;
}

}  // namespace

Polarity detect_polarity(ImageView image) {
    const Samples<Cell> cells = measure(image);
    if (cells.empty()) return Polarity::kDarkRidges;
    Samples<double> variances;
    for (const Cell& c : cells) variances.push_back(c.variance);
    const double textured = percentile(variances, 0.9);
    Histogram print{};
    int print_cells = 0;
    Samples<double> ground;
    for (const Cell& c : cells) {
        if (c.variance >= kTexturedPart * kTexturedPart * textured) {
            ++print_cells;
            for (int y = c.top; y < c.top + kCell; ++y) {
                for (int x = c.left; x < c.left + kCell; ++x) ++print[image.at(x, y)];
            }
        } else if (c.variance <= kFlatPart * kFlatPart * textured) {
            ground.push_back(c.mean);
        }
    }
    const bool decided = static_cast<double>(ground.size()) >= kLeastFlatCells * static_cast<double>(cells.size());
    if (print_cells == 0 || ground.empty() || !decided) return Polarity::kDarkRidges;
    const double dark = percentile(print, kDarkEnd);
    const double light = percentile(print, kLightEnd);
    const double limit = dark + kDarkGround * (light - dark);
    return percentile(ground, 0.5) <= limit ? Polarity::kLightRidges : Polarity::kDarkRidges;
}

GrayImage invert(ImageView image) {
    GrayImage out(image.width(), image.height(), image.dpi());
    for (int y = 0; y < image.height(); ++y) {
        std::transform(image.row(y), image.row(y) + image.width(), out.row(y),
                       [](std::uint8_t v) { return static_cast<std::uint8_t>(255 - v); });
    }
    return out;
}

}  // namespace dactyl
