#include "engine/extract/normalisation.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/extract/row_kernels.hpp"
#include "engine/extract/smooth.hpp"

namespace dactyl::stages {
namespace {

struct Moments {
    Map<float> mean;
    Map<float> square;
};

Moments cell_moments(ImageView picture, const Frame& frame) {
    constexpr float kPart = 1.0F / (kCell * kCell);
    Moments out{Map<float>(frame.columns(), frame.rows()), Map<float>(frame.columns(), frame.rows())};
    Samples<std::int32_t> sums(static_cast<std::size_t>(frame.width));
    Samples<std::int32_t> squares(sums.size());
    for (int r = 0; r < frame.rows(); ++r) {
        std::fill(sums.begin(), sums.end(), 0);
        std::fill(squares.begin(), squares.end(), 0);
        for (int i = 0; i < kCell; ++i) {
            rows::add_moments(picture.row(frame.top + r * kCell + i) + frame.left, sums.data(), squares.data(),
                              frame.width);
        }
        for (int c = 0; c < frame.columns(); ++c) {
            const std::int32_t* s = sums.data() + c * kCell;
            const std::int32_t* q = squares.data() + c * kCell;
            out.mean.at(c, r) = static_cast<float>(s[0] + s[1] + s[2] + s[3]) * kPart;
            out.square.at(c, r) = static_cast<float>(q[0] + q[1] + q[2] + q[3]) * kPart;
        }
    }
    return out;
}

// 1 / deviation for each cell; `square` holds the local mean square on entry.
Map<float> gains(const Map<float>& mean, Map<float> square, const Mask& mask, double floor) {
    constexpr double kLeastVariance = 4e-3;  // squares of half grey steps: keeps a constant picture finite
    auto& values = square.samples();
    double sum = 0;
    int count = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const float m = mean.samples()[i];
        values[i] = std::max(values[i] - m * m, 0.0F);
        if (mask.samples()[i] == 0) continue;
        sum += values[i];
        ++count;
    }
    const auto least = static_cast<float>(floor * sum / std::max(count, 1) + kLeastVariance);
    for (float& v : values) v = 1.0F / std::sqrt(v + least);
    return square;
}

}  // namespace

Map<std::int16_t> normalise(ImageView picture, const Frame& frame, const Mask& mask,
                            const NormalisationOptions& options) {
    const Moments cells = cell_moments(picture, frame);
    const double sigma = options.sigma / kCell;
    const Map<float> mean = smooth(cells.mean, sigma);
    const Map<float> gain = gains(mean, smooth(cells.square, sigma), mask, options.floor);
    RowWidener mean_rows(mean, kCell);
    RowWidener gain_rows(gain, kCell);
    Map<std::int16_t> out(frame.width, frame.height);
    for (int y = 0; y < frame.height; ++y) {
        const float* m = mean_rows.row(y, 0, frame.columns());
        const float* g = gain_rows.row(y, 0, frame.columns());
        rows::normalise(picture.row(frame.top + y) + frame.left, m, g, out.row(y), frame.width);
    }
    return out;
}

Map<std::int16_t> halve(const Map<std::int16_t>& picture) {
    Map<std::int16_t> out(picture.width() / 2, picture.height() / 2);
    for (int y = 0; y < out.height(); ++y)
        rows::halve(picture.row(2 * y), picture.row(2 * y + 1), out.row(y), out.width());
    return out;
}

}  // namespace dactyl::stages
