#include "engine/core/finger.hpp"

#include <array>
#include <string>

namespace dactyl {
namespace {

constexpr std::array<std::string_view, 11> kPositions = {
    "unknown",    "right-thumb", "right-index", "right-middle", "right-ring",  "right-little",
    "left-thumb", "left-index",  "left-middle", "left-ring",    "left-little",
};

}  // namespace

std::string_view to_string(FingerPosition position) {
    const auto code = static_cast<std::size_t>(position);
    return code < kPositions.size() ? kPositions[code] : kPositions[0];
}

std::optional<FingerPosition> parse_finger_position(std::string_view text) {
    for (std::size_t code = 0; code < kPositions.size(); ++code) {
        if (text == kPositions[code] || text == std::to_string(code)) return static_cast<FingerPosition>(code);
    }
    return std::nullopt;
}

std::string_view to_string(Impression impression) {
    switch (impression) {
        case Impression::kLiveScanPlain: return "live-scan-plain";
        case Impression::kLiveScanRolled: return "live-scan-rolled";
        case Impression::kNonLiveScanPlain: return "nonlive-scan-plain";
        case Impression::kNonLiveScanRolled: return "nonlive-scan-rolled";
        case Impression::kLatent: return "latent";
        case Impression::kSwipe: return "swipe";
        case Impression::kUnknown: break;
    }
    return "unknown";
}

}  // namespace dactyl
