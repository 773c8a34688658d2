#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace dactyl {

/// Finger positions with the codes of ISO/IEC 19794-2.
enum class FingerPosition : std::uint8_t {
    kUnknown = 0,
    kRightThumb = 1,
    kRightIndex = 2,
    kRightMiddle = 3,
    kRightRing = 4,
    kRightLittle = 5,
    kLeftThumb = 6,
    kLeftIndex = 7,
    kLeftMiddle = 8,
    kLeftRing = 9,
    kLeftLittle = 10,
};

/// "right-index"; "unknown" for anything outside the enumeration.
std::string_view to_string(FingerPosition position);
/// The inverse of to_string, also taking the number 0-10; nothing for other words.
std::optional<FingerPosition> parse_finger_position(std::string_view text);

/// How the print was taken, with the codes of ISO/IEC 19794-2.
enum class Impression : std::uint8_t {
    kLiveScanPlain = 0,
    kLiveScanRolled = 1,
    kNonLiveScanPlain = 2,
    kNonLiveScanRolled = 3,
    kLatent = 7,
    kSwipe = 8,
    kUnknown = 29,
};

std::string_view to_string(Impression impression);

/// The capture device as standard records name it; zeros where unknown.
struct CaptureDevice {
    std::uint16_t vendor = 0;
    std::uint16_t type = 0;

    friend bool operator==(const CaptureDevice&, const CaptureDevice&) = default;
};

}  // namespace dactyl
