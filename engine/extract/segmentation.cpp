#include "engine/extract/segmentation.hpp"

#include <algorithm>
#include <vector>

#include "engine/extract/morphology.hpp"
#include "engine/extract/row_kernels.hpp"
#include "engine/extract/smooth.hpp"

namespace dactyl::stages {
namespace {

constexpr double kPercentile = 0.95;
constexpr int kMarginCells = 2;

Map<float> gradient_magnitude(ImageView picture) {
    const int columns = picture.width() / kCell;
    const int cell_rows = picture.height() / kCell;
    const int width = picture.width();
    Map<float> out(columns, cell_rows);
    Samples<std::uint16_t> sums(static_cast<std::size_t>(width));
    for (int r = 0; r < cell_rows; ++r) {
        std::fill(sums.begin(), sums.end(), std::uint16_t{0});
        for (int i = 0; i < kCell; ++i) {
            const int y = std::clamp(r * kCell + i, 1, picture.height() - 2);
            rows::add_gradient(picture.row(y - 1), picture.row(y), picture.row(y + 1), sums.data(), width);
        }
        sums.front() = sums[1];
        sums.back() = sums[sums.size() - 2];
        for (int c = 0; c < columns; ++c) {
            const std::uint16_t* s = sums.data() + c * kCell;
            out.at(c, r) = static_cast<float>(s[0] + s[1] + s[2] + s[3]);
        }
    }
    return out;
}

float percentile(const Map<float>& map, double part) {
    Samples<float> values;
    values.reserve(map.samples().size() / 4 + 1);
    for (int y = 0; y < map.height(); y += 2) {
        for (int x = 0; x < map.width(); x += 2) values.push_back(map.at(x, y));
    }
    const auto k = std::min(values.size() - 1, static_cast<std::size_t>(part * static_cast<double>(values.size())));
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(k), values.end());
    return values[k];
}

}  // namespace

Mask segment(ImageView picture, const SegmentationOptions& options) {
    const Map<float> texture = smooth(gradient_magnitude(picture), options.sigma / kCell);
    const float limit = static_cast<float>(options.level) * percentile(texture, kPercentile);
    Mask above(texture.width(), texture.height());
    for (std::size_t i = 0; i < above.samples().size(); ++i) above.samples()[i] = texture.samples()[i] > limit ? 1 : 0;
    return tidy(above, options.close, options.open);
}

Frame frame_around(const Mask& mask) {
    const Samples<Extent> extents = row_extents(mask);
    int left = mask.width();
    int right = 0;
    int top = mask.height();
    int bottom = 0;
    for (int y = 0; y < mask.height(); ++y) {
        const Extent e = extents[static_cast<std::size_t>(y)];
        if (e.first == e.last) continue;
        left = std::min(left, e.first);
        right = std::max(right, e.last);
        top = std::min(top, y);
        bottom = y + 1;
    }
    if (right == 0) return {};
    left = std::max(0, left - kMarginCells);
    top = std::max(0, top - kMarginCells);
    right = std::min(mask.width(), right + kMarginCells);
    bottom = std::min(mask.height(), bottom + kMarginCells);
    return {left * kCell, top * kCell, (right - left) * kCell, (bottom - top) * kCell};
}

Mask crop(const Mask& mask, const Frame& frame) {
    Mask out(frame.columns(), frame.rows());
    for (int y = 0; y < out.height(); ++y) {
        std::copy_n(mask.row(frame.top / kCell + y) + frame.left / kCell, out.width(), out.row(y));
    }
    return out;
}

}  // namespace dactyl::stages
