#pragma once

#include "engine/extract/map.hpp"

namespace dactyl::stages {

/// Half of a symmetric Gaussian kernel of unit sum: taps[0] is the centre's; as many as ceil(3 sigma) + 1.
Samples<float> gaussian_taps(double sigma);

/// Gaussian smoothing, sigma in samples of the map, mirrored at the borders without repeating the border sample.
Map<float> smooth(const Map<float>& map, double sigma);

/// Interpolates rows of a coarse map, whose samples are `step` pixels apart, to pixels: holds the two padded rows it
/// needs. Sample (c, r) lies at pixel ((c + 0.5) * step - 0.5, ...); beyond the outermost samples the map is constant.
class RowWidener {
  public:
    /// `step` is 2 or 4. The map must outlive the widener.
    RowWidener(const Map<float>& map, int step);
    /// Row `y` of the fine map, columns [first, last) of the coarse one; the result is indexed by fine column.
    const float* row(int y, int first, int last);

  private:
    const Map<float>& map_;
    int step_;
    Samples<float> mixed_;
    Samples<float> fine_;
};

}  // namespace dactyl::stages
