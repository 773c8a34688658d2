#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/image/recycled.hpp"

namespace dactyl::stages {

/// A rectangle of samples, row by row, owned.
template <class T>
class Map {
  public:
    Map() = default;
    Map(int width, int height, T value = T{})
        : width_(width),
          height_(height),
          samples_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), value) {}

    int width() const { return width_; }
    int height() const { return height_; }
    bool empty() const { return samples_.empty(); }
    T* row(int y) { return samples_.data() + static_cast<std::ptrdiff_t>(y) * width_; }
    const T* row(int y) const { return samples_.data() + static_cast<std::ptrdiff_t>(y) * width_; }
    T& at(int x, int y) { return row(y)[x]; }
    const T& at(int x, int y) const { return row(y)[x]; }
    Samples<T>& samples() { return samples_; }
    const Samples<T>& samples() const { return samples_; }

  private:
    int width_ = 0;
    int height_ = 0;
    Samples<T> samples_;
};

/// 1 inside, 0 outside.
using Mask = Map<std::uint8_t>;

/// Side in pixels of the cells of every coarse map: masks, orientation, period, confidence.
inline constexpr int kCell = 4;

/// The normalised picture and the filter taps are integers, so that sums do not depend on the order of their terms.
/// One local standard deviation is kDeviation steps; the picture is clamped to +-kLargestDeviation of them.
inline constexpr int kDeviation = 4096;
inline constexpr float kLargestDeviation = 3.0F;

/// The part of the resampled picture that the later stages look at: all multiples of kCell.
struct Frame {
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;
    int columns() const { return width / kCell; }
    int rows() const { return height / kCell; }
};

}  // namespace dactyl::stages
