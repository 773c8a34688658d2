#pragma once

#include <array>
#include <cstdint>

#include "engine/core/units.hpp"
#include "engine/match/region.hpp"

namespace dactyl {

/// Minutiae of one print that take part in a comparison at most: the lanes of every kernel.
inline constexpr int kLanes = 64;

/// Geometry of a cylinder code: a disc of radius 70 px around the minutia, sampled on a 6 x 6 grid, four layers of
/// relative direction. 32 cells make one word a layer. (Cappelli, Ferrara, Maltoni 2010; the small size by our own
/// measurement: engine/docs/decisions/0003-matching.md.)
inline constexpr int kCylinderCells = 32;
inline constexpr int kCylinderLayers = 4;

template <class T>
using LaneArray = std::array<T, kLanes>;

/// A print laid out for the kernels: structure of arrays, unused lanes zero. Minutiae that have a cylinder code come
/// first, each group by falling quality.
struct alignas(64) PreparedPrint {
    std::array<LaneArray<std::uint32_t>, kCylinderLayers> bits{};  ///< cell bits a layer; only where valid
    LaneArray<std::uint32_t> valid{};                              ///< cells inside the print
    LaneArray<std::int16_t> x{};                                   ///< 1/8 pixel
    LaneArray<std::int16_t> y{};                                   ///< 1/8 pixel, downwards
    LaneArray<std::uint16_t> direction{};                          ///< steps of Direction
    LaneArray<std::uint8_t> quality{};                             ///< 1 to 100
    LaneArray<std::uint8_t> source{};                              ///< index in the template
    int count = 0;
    int described = 0;    ///< the first that many have a cylinder code
    int quality_sum = 0;  ///< of all that take part
    Region overlap;       ///< where another print's minutia is expected to be found again

    float px(int i) const { return static_cast<float>(x[static_cast<std::size_t>(i)]) * 0.125F; }
    float py(int i) const { return static_cast<float>(y[static_cast<std::size_t>(i)]) * 0.125F; }
    Direction dir(int i) const { return Direction::from_steps(direction[static_cast<std::size_t>(i)]); }
};

}  // namespace dactyl
