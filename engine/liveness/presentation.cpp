#include "engine/liveness/presentation.hpp"

#include <utility>

namespace dactyl {

std::string_view to_string(Presentation presentation) {
    switch (presentation) {
        case Presentation::kBonaFide:
            return "bona-fide";
        case Presentation::kSuspect:
            return "suspect";
        case Presentation::kFake:
            return "fake";
        case Presentation::kReplay:
            return "replay";
        case Presentation::kNoPrint:
            return "no-print";
    }
    return "unknown";
}

bool is_admitted(Presentation presentation) {
    return presentation != Presentation::kFake && presentation != Presentation::kReplay;
}

Result<PresentationGuard> PresentationGuard::open(const PresentationOptions& options) {
    if (auto well = options.liveness.check(); !well) return pass(well);
    auto replays = ReplayGuard::open(options.replay);
    if (!replays) return pass(replays);
    return PresentationGuard(options.liveness, std::move(*replays));
}

Result<Presentation> PresentationGuard::judge(ImageView image) {
    const auto replay = replays_.is_replay(image);
    if (!replay) return pass(replay);
    if (*replay) return Presentation::kReplay;
    const auto report = judge_liveness(image, liveness_);
    if (!report) {
        if (report.error().code == ErrorCode::kNoFingerprint) return Presentation::kNoPrint;
        return pass(report);
    }
    switch (report->verdict) {
        case LivenessVerdict::kSuspect:
            return Presentation::kSuspect;
        case LivenessVerdict::kRefused:
            return Presentation::kFake;
        case LivenessVerdict::kNotJudged:
        case LivenessVerdict::kLive:
            break;
    }
    return Presentation::kBonaFide;
}

}  // namespace dactyl
