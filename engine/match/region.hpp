#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/template.hpp"
#include "engine/match/hull.hpp"

namespace dactyl {

/// A set of square cells of the picture plane, one bit a cell; the match-ready form of a Foreground.
class Region {
  public:
    static constexpr int kCellSize = Foreground::kCellSize;  ///< pixels at 500 dpi

    Region() = default;
    Region(int columns, int rows)
        : columns_(columns),
          rows_(rows),
          bits_((static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows) + 63) / 64) {}

    int columns() const { return columns_; }
    int rows() const { return rows_; }
    void insert(int column, int row) {
        const auto at = index(column, row);
        bits_[at / 64] |= std::uint64_t{1} << (at % 64);
    }
    bool cell(int column, int row) const {
        const auto at = index(column, row);
        return ((bits_[at / 64] >> (at % 64)) & 1U) != 0;
    }
    /// Whether the point (pixels) lies in one of the cells; false outside the plane that is covered, and for NaN.
    bool contains(float x, float y) const {
        const float column = x * (1.0F / kCellSize);
        const float row = y * (1.0F / kCellSize);
        if (!(column >= 0 && row >= 0 && column < static_cast<float>(columns_) && row < static_cast<float>(rows_)))
            return false;
        return cell(static_cast<int>(column), static_cast<int>(row));
    }
    /// The cells' bits row by row from the top left, 64 a word.
    std::span<const std::uint64_t> words() const { return bits_; }
    /// Makes this a region of that size and lets the caller fill its words in; keeps its memory where that suffices.
    std::span<std::uint64_t> reset(int columns, int rows) {
        columns_ = columns;
        rows_ = rows;
        bits_.resize((static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows) + 63) / 64);
        return bits_;
    }
    std::size_t memory_bytes() const { return bits_.capacity() * sizeof(std::uint64_t); }

  private:
    std::size_t index(int column, int row) const { return static_cast<std::size_t>(row * columns_ + column); }

    int columns_ = 0;
    int rows_ = 0;
    std::vector<std::uint64_t> bits_;
};

/// The cells where cylinder codes are valid: the print's foreground, or, where the template has none, what lies within
/// `offset` pixels of the minutiae's hull.
Region validity_region(const Template& print, std::span<const Point> hull, float offset);

/// The cells of `valid` within `margin` pixels of the hull: what the extractor could have found minutiae in.
Region overlap_region(const Region& valid, std::span<const Point> hull, float margin);

}  // namespace dactyl
