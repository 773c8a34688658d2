#pragma once

#include <array>

#include "engine/image/files/wsq/subbands.hpp"
#include "engine/image/files/wsq/wavelet.hpp"

namespace dactyl::wsq {

/// How finely each subband is rounded; 0: not coded at all. The bin around zero is 1.2 times as wide.
using BinWidths = std::array<double, kSubbands>;

/// The FBI's procedure for its encoder number one (IAFIS-IC-0110, part 3): bins by the subbands' variances, so that the
/// picture would take `bits_per_pixel` at a high rate; real prints take less.
BinWidths allocate_bins(Plane& coefficients, const Subbands& subbands, double bits_per_pixel);

}  // namespace dactyl::wsq
