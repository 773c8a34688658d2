#include "datasets/synthetic/master_finger.hpp"

#include <cmath>

#include "datasets/synthetic/random_stream.hpp"
#include "datasets/synthetic/ridge_growth.hpp"

namespace dactyl::synthetic {
namespace {

// Below this response (of kFullHeight) the phase means nothing; the height fades to 0 instead of jumping.
constexpr float kFaint = 40;

Plane<std::int8_t> height_of(const RidgePattern& pattern) {
    Plane<std::int8_t> height(pattern.even.width(), pattern.even.height());
    for (int y = 0; y < height.height(); ++y) {
        for (int x = 0; x < height.width(); ++x) {
            const float even = pattern.even.at(x, y);
            const float odd = pattern.odd.at(x, y);
            const float strength = std::sqrt(even * even + odd * odd + kFaint * kFaint);
            height.at(x, y) = static_cast<std::int8_t>(std::floor(127 * even / strength + 0.5F));
        }
    }
    return height;
}

}  // namespace

MasterFinger grow_master(std::uint64_t seed, std::uint32_t finger) {
    MasterFinger master;
    master.seed = seed;
    master.finger = finger;
    master.traits = draw_traits(seed, finger);
    master.maps = draw_ridge_maps(master.traits, seed, finger);
    const RidgePattern pattern = grow_ridges(master.maps, RandomStream(seed, finger, 0, Purpose::kSeeds));
    master.height = height_of(pattern);
    master.relief = draw_relief(master.height, RandomStream(seed, finger, 0, Purpose::kSkin));
    master.minutiae = find_minutiae(pattern, master.maps, master.traits);
    return master;
}

}  // namespace dactyl::synthetic
