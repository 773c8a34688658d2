#pragma once

#include "engine/core/units.hpp"

namespace dactyl {

/// The score, -10 log10 of the share of impostors that reach this similarity; never falling. How the table behind it
/// was fitted: engine/docs/calibration.md.
Score calibrated(double similarity);

}  // namespace dactyl
