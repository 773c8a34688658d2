#pragma once

#include <optional>

#include "engine/core/image.hpp"

namespace dactyl {

/// CPU time of NBIS mindtct alone on one picture at 500 dpi, in milliseconds, as libfprint ships it; nothing where
/// dactyl was built without libfprint.
std::optional<double> mindtct_ms(ImageView image);

}  // namespace dactyl
