#include "engine/liveness/phase_codes.hpp"

#include <cmath>
#include <numbers>
#include <numeric>
#include <random>

namespace dactyl {
namespace {

GrayImage noise(int width, int height) {
    std::mt19937 random(3);
    GrayImage image(width, height, kInternalDpi);
    for (int i = 0; i < width * height; ++i) image.row(0)[i] = static_cast<std::uint8_t>(random());
    return image;
}

TEST(PhaseCodes, CountEveryPixelOfTheMaskOnce) {
    const GrayImage image = noise(50, 40);
    std::vector<std::uint8_t> mask(5 * 4, 1);
    const auto all = phase_codes(image, 3, mask, 10);
    EXPECT_EQ(std::accumulate(all.begin(), all.end(), 0U), 44U * 34U);
    mask.assign(mask.size(), 0);
    mask[6] = 1;  // second row, second column: nowhere near the edge
    const auto some = phase_codes(image, 3, mask, 10);
    EXPECT_EQ(std::accumulate(some.begin(), some.end(), 0U), 100U);
}

// The definition, in floating point, for one pixel.
TEST(PhaseCodes, AreTheSignsOfTheLocalSpectrum) {
    const GrayImage image = noise(11, 11);
    const int radius = 5;
    const auto counts = phase_codes(image, radius, {1}, 11);
    const std::pair<int, int> frequencies[] = {{1, 0}, {0, 1}, {1, 1}, {1, -1}};
    std::size_t expected = 0;
    for (int f = 0; f < 4; ++f) {
        double real = 0;
        double imaginary = 0;
        for (int y = -radius; y <= radius; ++y) {
            for (int x = -radius; x <= radius; ++x) {
                const double angle =
                    -2 * std::numbers::pi * (frequencies[f].first * x + frequencies[f].second * y) / 11;
                real += image.row(5 + y)[5 + x] * std::cos(angle);
                imaginary += image.row(5 + y)[5 + x] * std::sin(angle);
            }
        }
        expected |= static_cast<std::size_t>(real >= 0) << (2 * f) | static_cast<std::size_t>(imaginary >= 0)
                                                                         << (2 * f + 1);
    }
    EXPECT_EQ(counts[expected], 1U);
}

}  // namespace
}  // namespace dactyl
