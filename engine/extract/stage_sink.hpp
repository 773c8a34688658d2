#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace dactyl {

/// The intermediate results of extraction, in the order in which they appear.
enum class Stage : std::uint8_t {
    kResampled,     ///< the picture at 500 dpi, ridges dark; 0 to 255
    kSegmentation,  ///< 1 inside the print
    kNormalised,    ///< ridges positive, in local standard deviations, [-3, 3]
    kOrientation,   ///< ridge orientation in radians, [0, pi), y upwards
    kCoherence,     ///< of the orientation, 0 to 1
    kPeriod,        ///< ridge period, pixels at 500 dpi
    kEnhanced,      ///< even part of the last filter pass, ridges positive
    kPhase,         ///< ridge phase in radians, [-pi, pi]
    kMask,          ///< 1 where minutiae are believed
    kConfidence,    ///< 0 to 1
};

std::string_view to_string(Stage stage);

/// One map, row by row; valid only during the call. A map may be coarser than the picture: sample (c, r) lies at pixel
/// (left + (c + 0.5) * step - 0.5, top + (r + 0.5) * step - 0.5) of the resampled picture.
struct StageMap {
    std::span<const float> values;  ///< width x height
    int width = 0;
    int height = 0;
    int left = 0;
    int top = 0;
    int step = 1;
};

/// Observes extraction, for pictures and golden tests. Not called for stages it does not want.
class StageSink {
  public:
    virtual ~StageSink() = default;
    virtual bool wants(Stage stage) const = 0;
    virtual void receive(Stage stage, const StageMap& map) = 0;
};

}  // namespace dactyl
