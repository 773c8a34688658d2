#pragma once

#include <cstddef>
#include <vector>

namespace dactyl::synthetic {

/// Values on a pixel grid, row by row from the top left.
template <class T>
class Plane {
  public:
    Plane() = default;
    Plane(int width, int height, T value = {})
        : width_(width), height_(height), values_(static_cast<std::size_t>(width) * height, value) {}

    int width() const { return width_; }
    int height() const { return height_; }
    bool empty() const { return values_.empty(); }
    bool inside(int x, int y) const { return x >= 0 && y >= 0 && x < width_ && y < height_; }
    T* row(int y) { return values_.data() + static_cast<std::size_t>(y) * width_; }
    const T* row(int y) const { return values_.data() + static_cast<std::size_t>(y) * width_; }
    T& at(int x, int y) { return row(y)[x]; }
    const T& at(int x, int y) const { return row(y)[x]; }

    friend bool operator==(const Plane&, const Plane&) = default;

  private:
    int width_ = 0;
    int height_ = 0;
    std::vector<T> values_;
};

}  // namespace dactyl::synthetic
