#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/finger.hpp"
#include "engine/core/units.hpp"

namespace dactyl {

enum class MinutiaKind : std::uint8_t { kUnknown = 0, kEnding = 1, kBifurcation = 2 };

/// Where a ridge ends or forks.
struct Minutia {
    float x = 0;  ///< pixels at 500 dpi from the left edge; a multiple of 1/8, so that every form of a template is exact
    float y = 0;  ///< pixels at 500 dpi from the top edge; a multiple of 1/8
    /// Along the ridge, as ISO/IEC 19794-2 has it: for an ending, from the minutia back along its ridge; for a bifurcation,
    /// into the valley between its branches.
    Direction direction;
    MinutiaKind kind = MinutiaKind::kUnknown;
    std::uint8_t quality = 0;  ///< confidence that it is real and will be found again, 0 to 100

    friend bool operator==(const Minutia&, const Minutia&) = default;
};

/// Rounds a coordinate in pixels to the grid of Minutia (multiples of 1/8).
float to_minutia_grid(double pixels);

/// Which part of a picture shows the print, in square cells of kCellSize pixels, row by row from the top left.
class Foreground {
  public:
    static constexpr int kCellSize = 8;  ///< pixels at 500 dpi

    Foreground() = default;
    /// Covers a picture of that many pixels; every cell is background at first.
    Foreground(int width, int height);

    int columns() const { return columns_; }
    int rows() const { return rows_; }
    bool cell(int column, int row) const { return cells_[static_cast<std::size_t>(row * columns_ + column)] != 0; }
    void set_cell(int column, int row, bool inside) {
        cells_[static_cast<std::size_t>(row * columns_ + column)] = inside ? 1 : 0;
    }
    /// All cells, row by row from the top left; 1 inside, 0 outside.
    std::span<const std::uint8_t> cells() const { return cells_; }
    /// Makes the row `to` equal to the row `from`.
    void copy_row(int from, int to) {
        std::copy_n(cells_.begin() + from * columns_, columns_, cells_.begin() + to * columns_);
    }
    /// Whether the point (pixels) lies in a foreground cell; false outside the picture.
    bool contains(float x, float y) const;
    /// Number of foreground cells.
    int area() const;

    friend bool operator==(const Foreground&, const Foreground&) = default;

  private:
    int columns_ = 0;
    int rows_ = 0;
    std::vector<std::uint8_t> cells_;  // 0 or 1
};

/// The canonical form of one print: what an extractor found, independent of any encoding and of any matcher. Bytes are a
/// codec's business (templates/), match-ready forms are the matcher's (Probe, Reference).
struct Template {
    int width = 0;   ///< pixels at 500 dpi
    int height = 0;  ///< pixels at 500 dpi
    std::vector<Minutia> minutiae;  ///< by falling quality
    Foreground foreground;          ///< covers width x height; empty (0 x 0) where the source had none
    std::uint8_t quality = 0;       ///< of the whole print, 0 (useless) to 100
    FingerPosition position = FingerPosition::kUnknown;
    Impression impression = Impression::kLiveScanPlain;
    CaptureDevice device;
    std::uint16_t extractor_version = 0;  ///< of the algorithm that made it; 0 for templates from elsewhere

    friend bool operator==(const Template&, const Template&) = default;
};

}  // namespace dactyl
