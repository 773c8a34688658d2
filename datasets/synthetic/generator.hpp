#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/core/image.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

enum class Difficulty { kEasy, kNormal, kHard };

/// What the picture looks like besides the finger.
enum class SyntheticDevice {
    kOptical,  ///< a glass prism: dark ridges on almost white, dust, a trace of the last print, a dim trapezoid about
    kCapacitive,  ///< a silicon chip: little contrast, noisy columns
    kThermal,     ///< a finger swept over a line of pixels: stripes that do not quite join
    kSmallArea,   ///< a chip smaller than the finger: as kCapacitive, nothing but ridges to the edge
};

/// "easy", "normal", "hard"; "optical", "capacitive", "thermal", "small".
std::string_view to_string(Difficulty difficulty);
std::string_view to_string(SyntheticDevice sensor);
/// The inverse of to_string; nothing for other words.
std::optional<Difficulty> parse_difficulty(std::string_view text);
std::optional<SyntheticDevice> parse_synthetic_device(std::string_view text);

/// What to draw. The same picture for the same request on every machine and any number of threads.
struct SyntheticRequest {
    std::uint64_t seed = 1;        ///< of the whole population
    std::uint32_t finger = 0;      ///< which finger of it
    std::uint32_t impression = 0;  ///< which placement of that finger
    Difficulty difficulty = Difficulty::kNormal;
    int width = 300;         ///< pixels, 80 to 1000
    int height = 400;        ///< pixels, 80 to 1000
    Dpi dpi = kInternalDpi;  ///< 250 to 1000

    SyntheticDevice sensor = SyntheticDevice::kOptical;
    /// Where set, the finger is turned by any angle up to so many degrees either way, 0 to 180; otherwise as people do
    /// at that difficulty.
    std::optional<double> rotation = std::nullopt;

    Result<void> check() const;
};

/// Changes whenever any picture would.
std::uint16_t generator_version();

/// A fingerprint of nobody: dark ridges on light ground. Grows the finger anew at each call (about 0.1 s).
/// Errors: kInvalidArgument. Thread-safe.
Result<GrayImage> generate_print(const SyntheticRequest& request);

}  // namespace dactyl
