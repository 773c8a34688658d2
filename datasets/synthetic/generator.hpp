#pragma once

#include <cstdint>
#include <string_view>

#include "engine/core/image.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

enum class Difficulty { kEasy, kNormal, kHard };

/// What to draw. The same picture for the same request on every machine and any number of threads.
struct SyntheticRequest {
    std::uint64_t seed = 1;        ///< of the whole population
    std::uint32_t finger = 0;      ///< which finger of it
    std::uint32_t impression = 0;  ///< which placement of that finger
    Difficulty difficulty = Difficulty::kNormal;
    int width = 300;         ///< pixels, 80 to 1000
    int height = 400;        ///< pixels, 80 to 1000
    Dpi dpi = kInternalDpi;  ///< 250 to 1000

    Result<void> check() const;
};

/// Changes whenever any picture would.
std::uint16_t generator_version();

/// A fingerprint of nobody: dark ridges on light ground. Grows the finger anew at each call (about 0.1 s).
/// Errors: kInvalidArgument. Thread-safe.
Result<GrayImage> generate_print(const SyntheticRequest& request);

}  // namespace dactyl
