#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "datasets/synthetic/generator.hpp"
#include "engine/core/template.hpp"

namespace dactyl {

enum class SyntheticPattern : std::uint8_t {
    kArch = 0,
    kTentedArch = 1,
    kLeftLoop = 2,
    kRightLoop = 3,
    kWhorl = 4,
    kDoubleLoop = 5
};

/// "arch", "tented-arch", ...
std::string_view to_string(SyntheticPattern pattern);

/// A minutia of the finger where it lies in one impression of it.
struct TrueMinutia {
    float x = 0;          ///< pixels at 500 dpi from the left edge; may lie outside the picture
    float y = 0;          ///< pixels at 500 dpi from the top edge
    Direction direction;  ///< as Minutia has it
    MinutiaKind kind = MinutiaKind::kUnknown;
    std::uint16_t number = 0;  ///< the same minutia has the same number in every impression of the finger
    bool visible = false;      ///< inside the picture and the contact region, and its ridges can be told from the noise

    friend bool operator==(const TrueMinutia&, const TrueMinutia&) = default;
};

/// A core (loop) or delta, where it lies in the impression.
struct TrueSingularity {
    float x = 0;  ///< pixels at 500 dpi
    float y = 0;
    bool delta = false;

    friend bool operator==(const TrueSingularity&, const TrueSingularity&) = default;
};

/// How the undistorted finger came to lie in the picture. A point of the finger (pixels at 500 dpi from the middle of
/// the pattern, y downwards) is first distorted, then turned by `rotation` counter-clockwise as seen, then moved so
/// that the middle of the pattern, were it undistorted, lies at (x, y).
struct TruePlacement {
    float x = 0;         ///< pixels at 500 dpi
    float y = 0;         ///< pixels at 500 dpi
    float rotation = 0;  ///< degrees
    float slide_x = 0;   ///< plastic distortion (Cappelli, Maio, Maltoni 2001): see SkinDistortion; pixels at 500 dpi
    float slide_y = 0;
    float twist = 0;     ///< degrees
    float centre_x = 0;  ///< of the ellipse where the skin sticks, finger's frame
    float centre_y = 0;
    float half_width = 1;
    float half_height = 1;
    float elasticity = 1;

    friend bool operator==(const TruePlacement&, const TruePlacement&) = default;
};

/// Everything that is known of one impression because it was made. Maps have one value for each cell of `mask`.
struct GroundTruth {
    std::uint16_t generator = 0;  ///< version of the generator
    std::uint64_t seed = 0;       ///< the print's name, as in the request
    std::uint32_t finger = 0;
    std::uint32_t impression = 0;
    int width = 0;   ///< pixels at 500 dpi
    int height = 0;  ///< pixels at 500 dpi
    SyntheticPattern pattern = SyntheticPattern::kArch;
    FingerPosition position = FingerPosition::kUnknown;
    std::vector<TrueMinutia> minutiae;
    std::vector<TrueSingularity> singularities;
    Foreground mask;  ///< cells where skin touches
    std::vector<std::uint8_t>
        orientation;  ///< of the ridges at the cell's middle, 256 steps to half a turn, counter-clockwise
    std::vector<std::uint8_t> period;  ///< of the ridges there, 1/16 pixel at 500 dpi; 0 where there is no finger
    TruePlacement placement;

    friend bool operator==(const GroundTruth&, const GroundTruth&) = default;
};

/// One picture with everything that is known about it.
struct SyntheticImpression {
    GrayImage image;
    GroundTruth truth;
};

}  // namespace dactyl
