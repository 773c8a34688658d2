#pragma once

#include "engine/core/image.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

/// What to do about a finger that looks false.
enum class LivenessPolicy : std::uint8_t { kOff, kWarn, kRefuse };

struct LivenessOptions {
    LivenessPolicy policy = LivenessPolicy::kWarn;
    double threshold = 0;  ///< below it a finger is taken for a fake; higher refuses more, -100 to 100

    Result<void> check() const;
};

enum class LivenessVerdict : std::uint8_t { kNotJudged, kLive, kSuspect, kRefused };

struct LivenessReport {
    LivenessVerdict verdict = LivenessVerdict::kNotJudged;
    double score = 0;  ///< in units of the classifier's margin; live fingers lie above 0
};

/// Judges one still picture. Covers only the one sensor and the materials it was trained on (engine/docs/liveness.md):
/// on pictures of any other reader its answer means nothing until it is trained there. Errors: kInvalidArgument
/// (options), kNoFingerprint, kImageTooSmall, kImageTooLarge. Thread-safe.
Result<LivenessReport> judge_liveness(ImageView image, const LivenessOptions& options = {});

}  // namespace dactyl
