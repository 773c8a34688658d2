#include "engine/core/template.hpp"

#include <cmath>
#include <numeric>

namespace dactyl {

float to_minutia_grid(double pixels) {
    // The same number without floor(), which is a call into libm.
    constexpr double kPlain = 1 << 20;
    if (pixels >= 0 && pixels < kPlain) {
        return static_cast<float>(static_cast<std::int32_t>(pixels * 8 + 0.5)) / 8;
    }
    return static_cast<float>(std::floor(pixels * 8 + 0.5) / 8);
}

Foreground::Foreground(int width, int height)
    : columns_((width + kCellSize - 1) / kCellSize),
      rows_((height + kCellSize - 1) / kCellSize),
      cells_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_), 0) {}

bool Foreground::contains(float x, float y) const {
    if (!(x >= 0 && y >= 0)) return false;
    const float column = x / kCellSize;
    const float row = y / kCellSize;
    if (!(column < static_cast<float>(columns_) && row < static_cast<float>(rows_))) return false;
    return cell(static_cast<int>(column), static_cast<int>(row));
}

int Foreground::area() const { return std::accumulate(cells_.begin(), cells_.end(), 0); }

}  // namespace dactyl
