#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/units.hpp"

namespace dactyl::synthetic {

/// Pixels of a growing pattern: 1024 is the top of a ridge, -1024 the bottom of a valley, 0 nothing yet.
using Height = std::int16_t;
inline constexpr int kFullHeight = 1024;

/// Gabor filters for every orientation and period: SFinGe's, an isotropic Gaussian that holds three ridges. Integer
/// weights, so that responses do not depend on the order of summation. Immutable.
class RidgeFilterBank {
  public:
    static constexpr int kOrientations = 64;  // over half a turn

    /// `scale`: pixels at 500 dpi a pixel, 1 or 2.
    explicit RidgeFilterBank(int scale);

    int radius() const { return radius_; }
    /// Weights a row: 2 radius + 1, filled up with zeros to a multiple of eight.
    int row_length() const { return row_length_; }
    int rows() const { return 2 * radius_ + 1; }

    static int orientation_index(Direction doubled) { return static_cast<std::uint16_t>(doubled.steps() + 512U) >> 10; }
    /// rows() x row_length() weights. A wave of height h and matching orientation and period gives a response of h.
    const std::int16_t* even(int orientation, int rung) const { return even_.data() + offset(orientation, rung); }
    const std::int16_t* odd(int orientation, int rung) const { return odd_.data() + offset(orientation, rung); }

    /// Responses are sums of weight x height shifted down by this.
    static constexpr int kResponseShift = 14;

  private:
    std::size_t offset(int orientation, int rung) const;

    int radius_;
    int row_length_;
    std::vector<std::int16_t> even_;
    std::vector<std::int16_t> odd_;
};

/// The two banks that the generator uses, built at the first call and never changed.
const RidgeFilterBank& filters_at_full_resolution();
const RidgeFilterBank& filters_at_half_resolution();

}  // namespace dactyl::synthetic
