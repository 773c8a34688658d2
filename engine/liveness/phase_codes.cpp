#include "engine/liveness/phase_codes.hpp"

#include <cmath>
#include <numbers>

namespace dactyl {
namespace {

/// Cosine and sine of one turn over the window in 1/256: products of two and a pixel, summed over a window, fit 32
/// bits.
constexpr double kScale = 256;

struct Wave {
    std::vector<int> cosine;
    std::vector<int> sine;
};

Wave wave_of(int radius) {
    Wave wave;
    const double turn = 2.0 * std::numbers::pi / (2 * radius + 1);
    for (int k = -radius; k <= radius; ++k) {
        wave.cosine.push_back(static_cast<int>(std::lround(kScale * std::cos(turn * k))));
        wave.sine.push_back(static_cast<int>(std::lround(kScale * std::sin(turn * k))));
    }
    return wave;
}

/// One row summed along x: plainly, and with the wave.
struct RowSums {
    std::vector<int> plain;
    std::vector<int> real;
    std::vector<int> imaginary;
};

RowSums sum_row(const std::uint8_t* row, int width, int radius, const Wave& wave) {
    const auto size = static_cast<std::size_t>(width);
    RowSums sums{std::vector<int>(size), std::vector<int>(size), std::vector<int>(size)};
    for (int k = -radius; k <= radius; ++k) {
        const int cosine = wave.cosine[static_cast<std::size_t>(k + radius)];
        const int sine = wave.sine[static_cast<std::size_t>(k + radius)];
        for (int x = radius; x < width - radius; ++x) {
            const auto at = static_cast<std::size_t>(x);
            const int pixel = row[x + k];
            sums.plain[at] += pixel;
            sums.real[at] += cosine * pixel;
            sums.imaginary[at] -= sine * pixel;
        }
    }
    return sums;
}

}  // namespace

std::array<std::uint32_t, kPhaseCodes> phase_codes(ImageView image, int radius, const std::vector<std::uint8_t>& mask,
                                                   int cell) {
    const Wave wave = wave_of(radius);
    const int columns = (image.width() + cell - 1) / cell;
    std::vector<RowSums> rows;
    rows.reserve(static_cast<std::size_t>(image.height()));
    for (int y = 0; y < image.height(); ++y) rows.push_back(sum_row(image.row(y), image.width(), radius, wave));
    std::array<std::uint32_t, kPhaseCodes> counts{};
    for (int y = radius; y < image.height() - radius; ++y) {
        for (int x = radius; x < image.width() - radius; ++x) {
            if (mask[static_cast<std::size_t>(y / cell * columns + x / cell)] == 0) continue;
            const auto at = static_cast<std::size_t>(x);
            std::array<std::int64_t, 8> parts{};
            for (int k = -radius; k <= radius; ++k) {
                const RowSums& sums = rows[static_cast<std::size_t>(y + k)];
                const std::int64_t cosine = wave.cosine[static_cast<std::size_t>(k + radius)];
                const std::int64_t sine = wave.sine[static_cast<std::size_t>(k + radius)];
                const std::int64_t real = sums.real[at];
                const std::int64_t imaginary = sums.imaginary[at];
                parts[0] += real;  // along x
                parts[1] += imaginary;
                parts[2] += cosine * sums.plain[at];  // along y
                parts[3] -= sine * sums.plain[at];
                parts[4] += cosine * real + sine * imaginary;  // along both
                parts[5] += cosine * imaginary - sine * real;
                parts[6] += cosine * real - sine * imaginary;  // along x, against y
                parts[7] += cosine * imaginary + sine * real;
            }
            std::size_t code = 0;
            for (std::size_t bit = 0; bit < parts.size(); ++bit) code |= (parts[bit] >= 0 ? std::size_t{1} : 0) << bit;
            ++counts[code];
        }
    }
    return counts;
}

}  // namespace dactyl
