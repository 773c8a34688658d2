#pragma once

#include "engine/core/image.hpp"
#include "engine/core/result.hpp"
#include "engine/core/template.hpp"
#include "engine/extract/options.hpp"
#include "engine/extract/stage_sink.hpp"

namespace dactyl {

/// The version of the algorithm in this build; changes whenever any template would.
std::uint16_t extractor_version();

/// Finds the minutiae of one print. `image` may have any resolution in [kLowestDpi, kHighestDpi]; polarity is
/// recognised. Position, impression and device of the result are left unknown for the caller to fill in. Errors:
/// kImageTooSmall, kImageTooLarge, kResolutionOutOfRange, kNoFingerprint (blank, or no ridges anywhere),
/// kInvalidArgument (options). The same template for the same picture on every processor. Thread-safe.
/// `sink` (may be null) is asked before a stage's map is built for it, and called from this thread.
Result<Template> extract(ImageView image, const ExtractOptions& options = {}, StageSink* sink = nullptr);

}  // namespace dactyl
