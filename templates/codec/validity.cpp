#include "templates/codec/validity.hpp"

namespace dactyl {
namespace {

constexpr int kHighestQuality = 100;
constexpr float kGridPerPixel = 8;

bool is_known(FingerPosition position) { return position <= FingerPosition::kLeftLittle; }

bool is_known(Impression impression) {
    switch (impression) {
        case Impression::kLiveScanPlain:
        case Impression::kLiveScanRolled:
        case Impression::kNonLiveScanPlain:
        case Impression::kNonLiveScanRolled:
        case Impression::kLatent:
        case Impression::kSwipe:
        case Impression::kUnknown:
            return true;
    }
    return false;
}

bool is_coordinate(float value, int side) {
    if (!(value >= 0 && value <= static_cast<float>(side))) return false;
    const float steps = value * kGridPerPixel;
    return steps == static_cast<float>(static_cast<int>(steps));
}

/// Nothing, or what is wrong.
const char* fault_of(const Minutia& minutia, const Template& print) {
    if (!is_coordinate(minutia.x, print.width) || !is_coordinate(minutia.y, print.height)) {
        return "a minutia lies outside the picture or off the grid";
    }
    if (minutia.kind > MinutiaKind::kBifurcation) return "a minutia is of no known kind";
    if (minutia.quality > kHighestQuality) return "a minutia's quality is above 100";
    return nullptr;
}

const char* fault_of(const Template& print) {
    const auto is_side = [](int side) { return side >= 1 && side <= kLargestTemplateSide; };
    if (!is_side(print.width) || !is_side(print.height)) return "the picture's size is out of range";
    if (print.minutiae.size() > kMostMinutiae) return "too many minutiae";
    if (print.quality > kHighestQuality) return "the quality is above 100";
    if (!is_known(print.position)) return "the finger position is unknown";
    if (!is_known(print.impression)) return "the impression type is unknown";
    const auto cells = [](int side) { return (side + Foreground::kCellSize - 1) / Foreground::kCellSize; };
    const bool covers =
        print.foreground.columns() == cells(print.width) && print.foreground.rows() == cells(print.height);
    if (!covers && print.foreground != Foreground()) return "the foreground does not cover the picture";
    for (const Minutia& minutia : print.minutiae) {
        if (const char* fault = fault_of(minutia, print)) return fault;
    }
    return nullptr;
}

}  // namespace

Result<void> check_minutia(const Minutia& minutia, const Template& print, ErrorCode code) {
    if (const char* fault = fault_of(minutia, print)) return fail(code, std::string("no valid template: ") + fault);
    return {};
}

Result<void> check_template(const Template& print, ErrorCode code) {
    if (const char* fault = fault_of(print)) return fail(code, std::string("no valid template: ") + fault);
    return {};
}

}  // namespace dactyl
