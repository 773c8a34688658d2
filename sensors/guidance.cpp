#include "sensors/guidance.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <vector>

namespace dactyl {
namespace {

// The figures below were set on synthetic and real prints whose state is known; engine/docs/sensors.md says how.
constexpr double kCellMillimetres = 0.8;  // a ridge and a valley, at least
constexpr int kLeastCellPixels = 6;
constexpr double kMillimetresInInch = 25.4;
constexpr int kRidgeContrast = 28;     // gray levels between a cell's dark and bright parts that only ridges make
constexpr double kLeastArea = 0.06;    // of the picture: below there is no finger
constexpr double kDryDark = 0.30;      // share of dark pixels in a print of thin, broken ridges
constexpr double kWetDark = 0.64;      // share of dark pixels in a print whose valleys are filled
constexpr double kPressedDark = 0.58;  // the same, where the print also fills the picture
constexpr double kPressedArea = 0.80;
constexpr double kOffCentre = 0.14;  // parts of the side
constexpr double kTouch = 0.3;       // share of an edge's cells that the print reaches

struct Cell {
    int dark = 0;    // 10th percentile
    int bright = 0;  // 90th percentile
    bool ridges() const { return bright - dark >= kRidgeContrast; }
};

struct CellMap {
    int side = 0;  // pixels
    int columns = 0;
    int rows = 0;
    std::vector<Cell> cells;

    const Cell& at(int column, int row) const { return cells[static_cast<std::size_t>(row * columns + column)]; }
};

Cell cell_at(ImageView image, int left, int top, int side) {
    std::array<int, 256> histogram{};
    for (int y = top; y < top + side; ++y) {
        for (int x = left; x < left + side; ++x) ++histogram[image.at(x, y)];
    }
    const int tenth = std::max(1, side * side / 10);
    Cell cell{0, 255};
    for (int count = histogram[0]; count < tenth; count += histogram[static_cast<std::size_t>(cell.dark)]) ++cell.dark;
    for (int count = histogram[255]; count < tenth; count += histogram[static_cast<std::size_t>(cell.bright)])
        --cell.bright;
    return cell;
}

CellMap cells_of(ImageView image) {
    CellMap map;
    map.side = std::max(kLeastCellPixels,
                        static_cast<int>(std::lround(kCellMillimetres / kMillimetresInInch * image.dpi().value())));
    map.columns = image.width() / map.side;
    map.rows = image.height() / map.side;
    map.cells.reserve(static_cast<std::size_t>(map.columns) * static_cast<std::size_t>(map.rows));
    for (int row = 0; row < map.rows; ++row) {
        for (int column = 0; column < map.columns; ++column) {
            map.cells.push_back(cell_at(image, column * map.side, row * map.side, map.side));
        }
    }
    return map;
}

/// Share of the cells on one edge that ridges reach. `next` steps along the edge.
template <class At>
bool touches(int count, const At& at) {
    int reached = 0;
    for (int i = 0; i < count; ++i) reached += at(i).ridges() ? 1 : 0;
    return reached > kTouch * count;
}

}  // namespace

PrintAspect look_at_print(ImageView image) {
    PrintAspect aspect;
    const CellMap map = cells_of(image);
    if (map.cells.empty()) return aspect;
    double cells = 0;
    double pixels = 0;
    double dark = 0;
    for (int row = 0; row < map.rows; ++row) {
        for (int column = 0; column < map.columns; ++column) {
            const Cell& cell = map.at(column, row);
            if (!cell.ridges()) continue;
            ++cells;
            aspect.contrast += cell.bright - cell.dark;
            aspect.offset_x += column + 0.5;
            aspect.offset_y += row + 0.5;
            const int middle = (cell.dark + cell.bright) / 2;
            for (int y = row * map.side; y < (row + 1) * map.side; ++y) {
                for (int x = column * map.side; x < (column + 1) * map.side; ++x)
                    dark += image.at(x, y) < middle ? 1 : 0;
            }
            pixels += map.side * map.side;
        }
    }
    if (cells == 0) return aspect;
    aspect.area = cells / static_cast<double>(map.cells.size());
    aspect.dark = dark / pixels;
    aspect.contrast /= cells;
    aspect.offset_x = aspect.offset_x / cells / map.columns - 0.5;
    aspect.offset_y = aspect.offset_y / cells / map.rows - 0.5;
    aspect.touches_left = touches(map.rows, [&](int i) { return map.at(0, i); });
    aspect.touches_right = touches(map.rows, [&](int i) { return map.at(map.columns - 1, i); });
    aspect.touches_top = touches(map.columns, [&](int i) { return map.at(i, 0); });
    aspect.touches_bottom = touches(map.columns, [&](int i) { return map.at(i, map.rows - 1); });
    return aspect;
}

Guidance guide(ImageView image) {
    const PrintAspect aspect = look_at_print(image);
    if (aspect.area < kLeastArea) return Guidance::kPlaceFinger;
    // A print that an edge cuts off, with room on the other side, would show more if it moved there.
    if (aspect.touches_top && !aspect.touches_bottom && aspect.offset_y < -kOffCentre) return Guidance::kMoveDown;
    if (aspect.touches_bottom && !aspect.touches_top && aspect.offset_y > kOffCentre) return Guidance::kMoveUp;
    if (aspect.touches_left && !aspect.touches_right && aspect.offset_x < -kOffCentre) return Guidance::kMoveRight;
    if (aspect.touches_right && !aspect.touches_left && aspect.offset_x > kOffCentre) return Guidance::kMoveLeft;
    if (aspect.dark < kDryDark) return Guidance::kTooDry;
    if (aspect.dark > kPressedDark && aspect.area > kPressedArea) return Guidance::kPressMoreLightly;
    if (aspect.dark > kWetDark) return Guidance::kTooWet;
    return Guidance::kNone;
}

double movement(ImageView before, ImageView after) {
    if (before.width() != after.width() || before.height() != after.height()) return 255;
    const CellMap first = cells_of(before);
    const CellMap second = cells_of(after);
    double sum = 0;
    double pixels = 0;
    for (int row = 0; row < first.rows; ++row) {
        for (int column = 0; column < first.columns; ++column) {
            if (!first.at(column, row).ridges() && !second.at(column, row).ridges()) continue;
            for (int y = row * first.side; y < (row + 1) * first.side; ++y) {
                for (int x = column * first.side; x < (column + 1) * first.side; ++x) {
                    sum += std::abs(before.at(x, y) - after.at(x, y));
                }
            }
            pixels += first.side * first.side;
        }
    }
    return pixels == 0 ? 0 : sum / pixels;
}

std::string_view to_string(Guidance guidance) {
    switch (guidance) {
        case Guidance::kNone:
            return "none";
        case Guidance::kPlaceFinger:
            return "place-finger";
        case Guidance::kRemoveFinger:
            return "remove-finger";
        case Guidance::kPlaceAgain:
            return "place-again";
        case Guidance::kKeepStill:
            return "keep-still";
        case Guidance::kTooDry:
            return "too-dry";
        case Guidance::kTooWet:
            return "too-wet";
        case Guidance::kPressMoreLightly:
            return "press-more-lightly";
        case Guidance::kMoveUp:
            return "move-up";
        case Guidance::kMoveDown:
            return "move-down";
        case Guidance::kMoveLeft:
            return "move-left";
        case Guidance::kMoveRight:
            return "move-right";
        case Guidance::kSwipeSlower:
            return "swipe-slower";
    }
    return "unknown";
}

std::string_view sentence(Guidance guidance) {
    switch (guidance) {
        case Guidance::kNone:
            return "A good print";
        case Guidance::kPlaceFinger:
            return "Place your finger on the reader";
        case Guidance::kRemoveFinger:
            return "Remove your finger";
        case Guidance::kPlaceAgain:
            return "Lift your finger and place it again";
        case Guidance::kKeepStill:
            return "Keep your finger still";
        case Guidance::kTooDry:
            return "Your finger is too dry: breathe on it or press harder";
        case Guidance::kTooWet:
            return "Your finger is too wet: dry it";
        case Guidance::kPressMoreLightly:
            return "Press more lightly";
        case Guidance::kMoveUp:
            return "Move your finger up";
        case Guidance::kMoveDown:
            return "Move your finger down";
        case Guidance::kMoveLeft:
            return "Move your finger to the left";
        case Guidance::kMoveRight:
            return "Move your finger to the right";
        case Guidance::kSwipeSlower:
            return "Draw your finger more slowly";
    }
    return "";
}

}  // namespace dactyl
