#pragma once

#include "engine/core/finger.hpp"
#include "templates/codec/record/minutiae_record.hpp"
#include "templates/codec/units.hpp"

/// What the record formats mean by their codes.
namespace dactyl::records {

/// Whether view number, impression type and device share bytes, and one geometry holds for all views.
inline bool is_narrow(RecordFormat format) {
    return format == RecordFormat::kIso2005 || format == RecordFormat::kAnsi2004;
}

inline int angle_units(RecordFormat format) {
    return format >= RecordFormat::kAnsi2004 ? codec_units::kAnsiAngles : codec_units::kIsoAngles;
}

inline Impression impression_of(std::uint8_t code) {
    if (code <= 3 || code == 8) return static_cast<Impression>(code);
    if (code <= 7) return Impression::kLatent;
    if (code == 9) return Impression::kLiveScanRolled;
    if (code == 24) return Impression::kLiveScanPlain;
    return Impression::kUnknown;
}

/// The narrow formats have no code for latent and unknown.
inline std::uint8_t impression_code(Impression impression, RecordFormat format) {
    if (!is_narrow(format)) return static_cast<std::uint8_t>(impression);
    if (impression == Impression::kLatent) return static_cast<std::uint8_t>(Impression::kNonLiveScanPlain);
    if (impression == Impression::kUnknown) return static_cast<std::uint8_t>(Impression::kLiveScanPlain);
    return static_cast<std::uint8_t>(impression);
}

}  // namespace dactyl::records
