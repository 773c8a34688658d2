#include "engine/extract/stage_sink.hpp"

namespace dactyl {

std::string_view to_string(Stage stage) {
    switch (stage) {
        case Stage::kResampled:
            return "resampled";
        case Stage::kSegmentation:
            return "segmentation";
        case Stage::kNormalised:
            return "normalised";
        case Stage::kOrientation:
            return "orientation";
        case Stage::kCoherence:
            return "coherence";
        case Stage::kPeriod:
            return "period";
        case Stage::kEnhanced:
            return "enhanced";
        case Stage::kPhase:
            return "phase";
        case Stage::kMask:
            return "mask";
        case Stage::kConfidence:
            return "confidence";
    }
    return "unknown";
}

}  // namespace dactyl
