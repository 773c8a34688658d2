#include "engine/image/files/wsq/wavelet.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace dactyl::wsq {
namespace {

Plane wave(int width, int height) {
    Plane plane{width, height, {}};
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            plane.values.push_back(static_cast<float>(100 * std::sin(0.7 * x + 0.2 * y) + (x * 31 + y * 17) % 23));
        }
    }
    return plane;
}

TEST(Subbands, CoverThePictureOnce) {
    for (const auto& [width, height] : {std::pair{32, 32}, {33, 47}, {388, 374}, {1001, 63}}) {
        std::vector<int> covered(static_cast<std::size_t>(width * height));
        for (const Region& region : subbands_of(width, height).regions) {
            for (int y = region.y; y < region.y + region.height; ++y) {
                for (int x = region.x; x < region.x + region.width; ++x)
                    ++covered[static_cast<std::size_t>(y * width + x)];
            }
        }
        EXPECT_EQ(std::count(covered.begin(), covered.end(), 1), width * height) << width << " x " << height;
    }
}

TEST(Wavelet, SynthesisTakesTheAnalysisBack) {
    // Nothing of subbands 60 to 63 is lost here: they stay as they come out of the first split.
    for (const auto& [width, height] : {std::pair{32, 32}, {33, 47}, {70, 35}, {101, 96}}) {
        const Plane before = wave(width, height);
        Plane plane = before;
        analyse(plane, subbands_of(width, height), standard_filters());
        EXPECT_NE(plane.values, before.values);
        synthesise(plane, subbands_of(width, height), standard_filters());
        for (std::size_t i = 0; i < plane.values.size(); ++i) ASSERT_NEAR(plane.values[i], before.values[i], 2e-3) << i;
    }
}

TEST(Wavelet, ALevelPictureIsInTheLowestSubbandAlone) {
    Plane plane{64, 96, std::vector<float>(64 * 96, 10.0F)};
    const Subbands subbands = subbands_of(64, 96);
    analyse(plane, subbands, standard_filters());
    const Region& lowest = subbands.regions[0];
    for (int y = 0; y < 96; ++y) {
        for (int x = 0; x < 64; ++x) {
            const bool inside = x < lowest.width && y < lowest.height;
            // Five levels double the sum of each filter's taps, the square root of two, in both directions.
            EXPECT_NEAR(plane.row(y)[x], inside ? 320 : 0, 0.01) << x << ", " << y;
        }
    }
}

}  // namespace
}  // namespace dactyl::wsq
