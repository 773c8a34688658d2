#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/image.hpp"

namespace dactyl {

/// The ridges of a picture in one bit a cell of 3 x 3 pixels (at 500 dpi): whether the cell is lighter than its
/// surroundings. A biometric sample: wiped when destroyed.
class RidgeBits {
  public:
    /// Cells start at pixel (left, top) of the picture.
    RidgeBits(ImageView image, int left, int top);
    RidgeBits(RidgeBits&& other) noexcept = default;
    RidgeBits& operator=(RidgeBits&& other) noexcept;
    RidgeBits(const RidgeBits&) = delete;
    RidgeBits& operator=(const RidgeBits&) = delete;
    ~RidgeBits();

    int columns() const { return columns_; }
    int rows() const { return rows_; }

    /// Of the cells with ridges in both, `other` moved by so many cells, the share that agrees, looking at every
    /// `step`th row; 0 where they have less than half of the smaller print in common.
    double agreement(const RidgeBits& other, int right, int down, int step = 1) const;

  private:
    using Words = std::vector<std::uint64_t>;

    /// 64 cells of a row from a column on, which may lie outside: zeros there.
    std::uint64_t window(const Words& words, int column, int row) const;

    int columns_ = 0;
    int rows_ = 0;
    int words_per_row_ = 0;
    int covered_ = 0;  // cells with ridges
    Words light_;
    Words ridged_;
};

/// The side of a cell in pixels of a picture of that resolution: a third of a ridge's period.
int ridge_cell(Dpi dpi);

}  // namespace dactyl
