#pragma once

#include <cstddef>
#include <deque>
#include <mutex>

#include "engine/core/image.hpp"
#include "engine/core/result.hpp"
#include "engine/liveness/ridge_bits.hpp"

namespace dactyl {

struct ReplayOptions {
    std::size_t remembered = 256;  ///< captures, 1 to 65536
    double agreement = 0.90;       ///< of two captures' ridges above which the later one is a copy, 0.5 to 1

    Result<void> check() const;
};

/// Remembers the last captures and knows a copy of one again: the same pixels, or nearly the same (noise, brightness,
/// contrast, cropped, shifted by up to 10 pixels at 500 dpi). Two placements of a living finger never agree so closely:
/// the skin stretches otherwise each time. Not covered: copies that were turned or warped (engine/docs/liveness.md).
/// What it remembers is wiped when forgotten. Thread-safe; O(pixels + remembered) a capture.
class ReplayGuard {
  public:
    /// Errors: kInvalidArgument.
    static Result<ReplayGuard> open(const ReplayOptions& options = {});
    ReplayGuard(ReplayGuard&& other) noexcept;

    /// Whether the picture is a copy of one that was remembered; if not, it is remembered now. Errors: kImageTooSmall,
    /// kImageTooLarge.
    Result<bool> is_replay(ImageView image);

  private:
    explicit ReplayGuard(const ReplayOptions& options) : options_(options) {}

    ReplayOptions options_;
    std::mutex mutex_;
    std::deque<RidgeBits> recent_;
};

/// How well the ridges of two captures agree at the best shift, 0.5 (by chance) to 1: what ReplayGuard compares.
/// Errors: kImageTooSmall, kImageTooLarge.
Result<double> replay_agreement(ImageView a, ImageView b);

}  // namespace dactyl
