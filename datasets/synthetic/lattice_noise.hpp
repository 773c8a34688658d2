#pragma once

#include <cstdint>

namespace dactyl::synthetic {

/// A smooth random function over the plane: random values on a square lattice, joined by the cubic B-spline. Mean 0,
/// deviation about 1. Values depend only on the key and the place, so that noise can stick to the skin however the
/// finger is placed.
class LatticeNoise {
  public:
    /// `spacing` of the lattice in pixels, more than 0.
    LatticeNoise(std::uint64_t key, double spacing) : key_(key), scale_(1.0 / spacing) {}

    /// At one point.
    float at(double x, double y) const;
    /// `count` values at x0, x0 + step, ... of the line y; of the same value as at() up to rounding.
    void line(double x0, double step, double y, int count, float* values) const;

  private:
    float lattice(std::int64_t i, std::int64_t j) const;

    std::uint64_t key_;
    double scale_;
};

}  // namespace dactyl::synthetic
