#pragma once

#include <string_view>

#include "engine/core/image.hpp"
#include "engine/core/result.hpp"
#include "engine/liveness/liveness.hpp"
#include "engine/liveness/replay.hpp"

namespace dactyl {

/// What a picture from a sensor was taken for (ISO/IEC 30107-1: a bona fide presentation, or an attack).
enum class Presentation : std::uint8_t {
    kBonaFide,
    kSuspect,  ///< looks like a fake, and the policy only warns
    kFake,     ///< looks like a fake, and the policy refuses
    kReplay,   ///< a copy of a picture that was taken before
    kNoPrint,  ///< too little of a print to judge
};

/// "bona-fide", "suspect", ...
std::string_view to_string(Presentation presentation);
/// Whether the picture may be read: fakes and replays may not.
bool is_admitted(Presentation presentation);

struct PresentationOptions {
    LivenessOptions liveness;
    ReplayOptions replay;
};

/// Stands behind one sensor and judges each picture once, in the order they come. Thread-safe.
class PresentationGuard {
  public:
    /// Errors: kInvalidArgument.
    static Result<PresentationGuard> open(const PresentationOptions& options = {});

    /// Errors: kImageTooSmall, kImageTooLarge.
    Result<Presentation> judge(ImageView image);

  private:
    PresentationGuard(const LivenessOptions& liveness, ReplayGuard replays)
        : liveness_(liveness), replays_(std::move(replays)) {}

    LivenessOptions liveness_;
    ReplayGuard replays_;
};

}  // namespace dactyl
