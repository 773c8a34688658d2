#pragma once

#include <array>
#include <vector>

/// How a WSQ picture is taken apart (engine/docs/formats/wsq.md).
namespace dactyl::wsq {

inline constexpr int kSubbands = 64;
/// The highest frequencies, 60 to 63, are never coded.
inline constexpr int kCodedSubbands = 60;

/// A rectangle of the plane of coefficients. A band that was cut from the upper half of its parent's frequencies runs
/// backwards: mirrored, its own upper half lies first.
struct Region {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    bool mirrored_x = false;
    bool mirrored_y = false;
};

struct Subbands {
    std::vector<Region> splits;             ///< which regions are split into four, from the whole picture downwards
    std::array<Region, kSubbands> regions;  ///< where each subband lies, by its number
};

/// For a picture of that size, which is at least 32 x 32.
Subbands subbands_of(int width, int height);

/// How many samples of a line of that length pass the low filter; the others pass the high one.
constexpr int low_count(int length) { return (length + 1) / 2; }

}  // namespace dactyl::wsq
