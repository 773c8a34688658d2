#include "engine/extract/smooth.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/elementary.hpp"
#include "engine/extract/row_kernels.hpp"

namespace dactyl::stages {
namespace {

// Index i reflected into [0, n): ... 2 1 | 0 1 2 ... n-1 | n-2 n-3 ...
int reflect(int i, int n) {
    if (n == 1) return 0;
    const int period = 2 * (n - 1);
    i = std::abs(i) % period;
    return i < n ? i : period - i;
}

}  // namespace

Samples<float> gaussian_taps(double sigma) {
    const int radius = static_cast<int>(std::ceil(3 * sigma));
    Samples<double> weights;
    double sum = 0;
    for (int k = 0; k <= radius; ++k) {
        weights.push_back(exponential(-0.5 * k * k / (sigma * sigma)));
        sum += k == 0 ? weights.back() : 2 * weights.back();
    }
    Samples<float> taps;
    for (const double w : weights) taps.push_back(static_cast<float>(w / sum));
    return taps;
}

Map<float> smooth(const Map<float>& map, double sigma) {
    const Samples<float> taps = gaussian_taps(sigma);
    const int radius = static_cast<int>(taps.size()) - 1;
    const int width = map.width();
    const int height = map.height();
    Map<float> out(width, height);
    Samples<float> padded(static_cast<std::size_t>(width + 2 * radius));
    Samples<const float*> window(static_cast<std::size_t>(2 * radius + 1));
    for (int y = 0; y < height; ++y) {
        for (int k = -radius; k <= radius; ++k)
            window[static_cast<std::size_t>(k + radius)] = map.row(reflect(y + k, height));
        float* middle = padded.data() + radius;
        rows::smooth_down(window.data() + radius, taps.data(), radius, middle, width);
        for (int k = 1; k <= radius; ++k) {
            middle[-k] = middle[reflect(-k, width)];
            middle[width - 1 + k] = middle[reflect(width - 1 + k, width)];
        }
        rows::smooth_along(middle, taps.data(), radius, out.row(y), width);
    }
    return out;
}

RowWidener::RowWidener(const Map<float>& map, int step)
    : map_(map),
      step_(step),
      mixed_(static_cast<std::size_t>(map.width() + 2)),
      fine_(static_cast<std::size_t>(map.width() * step)) {}

const float* RowWidener::row(int y, int first, int last) {
    const float position = (static_cast<float>(y) + 0.5F) / static_cast<float>(step_) - 0.5F;
    const int above = static_cast<int>(std::floor(position));
    const int top = std::clamp(above, 0, map_.height() - 1);
    const int bottom = std::clamp(above + 1, 0, map_.height() - 1);
    const int from = std::max(first - 1, 0);
    const int to = std::min(last + 1, map_.width());
    float* cells = mixed_.data() + 1;
    rows::mix(map_.row(top) + from, map_.row(bottom) + from, position - static_cast<float>(above), cells + from,
              to - from);
    if (from == 0) cells[-1] = cells[0];
    if (to == map_.width()) cells[to] = cells[to - 1];
    if (step_ == 2) {
        rows::widen2(cells + first, fine_.data() + first * step_, last - first);
    } else {
        rows::widen4(cells + first, fine_.data() + first * step_, last - first);
    }
    return fine_.data();
}

}  // namespace dactyl::stages
