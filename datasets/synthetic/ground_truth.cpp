#include "datasets/synthetic/ground_truth.hpp"

namespace dactyl {

std::string_view to_string(SyntheticPattern pattern) {
    switch (pattern) {
        case SyntheticPattern::kArch:
            return "arch";
        case SyntheticPattern::kTentedArch:
            return "tented-arch";
        case SyntheticPattern::kLeftLoop:
            return "left-loop";
        case SyntheticPattern::kRightLoop:
            return "right-loop";
        case SyntheticPattern::kWhorl:
            return "whorl";
        case SyntheticPattern::kDoubleLoop:
            return "double-loop";
    }
    return "unknown";
}

}  // namespace dactyl
