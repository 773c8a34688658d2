#include "engine/match/region.hpp"

#include <algorithm>

namespace dactyl {
namespace {

Point centre(int column, int row) {
    return {(static_cast<float>(column) + 0.5F) * Region::kCellSize,
            (static_cast<float>(row) + 0.5F) * Region::kCellSize};
}

int cells_to(float pixels) { return static_cast<int>(std::max(pixels, 0.0F)) / Region::kCellSize + 1; }

}  // namespace

Region validity_region(const Template& print, std::span<const Point> hull, float offset) {
    const Foreground& foreground = print.foreground;
    if (foreground.columns() > 0 && foreground.rows() > 0) {
        Region region(foreground.columns(), foreground.rows());
        for (int row = 0; row < region.rows(); ++row) {
            for (int column = 0; column < region.columns(); ++column) {
                if (foreground.cell(column, row)) region.insert(column, row);
            }
        }
        return region;
    }
    int columns = 0;
    int rows = 0;
    for (const Point p : hull) {
        columns = std::max(columns, cells_to(p.x + offset));
        rows = std::max(rows, cells_to(p.y + offset));
    }
    Region region(columns, rows);
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            if (hull_distance(hull, centre(column, row)) <= offset) region.insert(column, row);
        }
    }
    return region;
}

Region overlap_region(const Region& valid, std::span<const Point> hull, float margin) {
    Region region(valid.columns(), valid.rows());
    for (int row = 0; row < valid.rows(); ++row) {
        for (int column = 0; column < valid.columns(); ++column) {
            if (valid.cell(column, row) && hull_distance(hull, centre(column, row)) <= margin)
                region.insert(column, row);
        }
    }
    return region;
}

}  // namespace dactyl
