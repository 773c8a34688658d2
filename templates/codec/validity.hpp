#pragma once

#include <string_view>

#include "engine/core/result.hpp"
#include "engine/core/template.hpp"

namespace dactyl {

/// Limits of the native form (engine/docs/formats/template.md).
inline constexpr int kLargestTemplateSide = 8191;  ///< pixels at 500 dpi: coordinates in 1/8 pixel fit 16 bits
inline constexpr std::size_t kMostMinutiae = 4096;

/// Whether a template means something: sizes, coordinates inside the picture and on the 1/8-pixel grid, qualities up to
/// 100, known codes, a foreground that is empty or covers the picture. Thread-safe; O(minutiae). Errors: `code`, with
/// the field named and no value.
Result<void> check_template(const Template& print, ErrorCode code);

/// The same for one minutia of a print, of which only the size is looked at.
Result<void> check_minutia(const Minutia& minutia, const Template& print, ErrorCode code);

}  // namespace dactyl
