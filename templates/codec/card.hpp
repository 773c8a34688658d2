#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/core/template.hpp"

namespace dactyl {

/// The card formats of ISO/IEC 19794-2:2005 (engine/docs/formats/card.md).
enum class CardForm { kNormal, kCompact };

enum class CardOrder { kQuality, kXThenY, kYThenX, kAngle, kPolar };

struct CardOptions {
    CardForm form = CardForm::kCompact;
    int most_minutiae = 60;  ///< 1 to 255
    CardOrder order = CardOrder::kQuality;
    bool falling = false;  ///< of the order, which kQuality ignores: it always falls
    bool tlv = true;       ///< inside a biometric data object 7F2E / 81

    Result<void> check() const;
};

/// Errors: kInvalidArgument (options, or a template that is not valid). Thread-safe; O(n log n).
Result<std::vector<std::byte>> encode_card(const Template& print, const CardOptions& options = {});

/// Minutiae of that form, bare or in a biometric data object. Errors: kCorrupt, with the byte's offset. Thread-safe.
Result<Template> decode_card(std::span<const std::byte> bytes, CardForm form);

}  // namespace dactyl
