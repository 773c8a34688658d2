#pragma once

#include <span>
#include <string>

#include "bench/accuracy/report.hpp"

namespace dactyl {

/// DET curves of all sets, FNMR against FMR, both logarithmic (Martin et al., 1997), as inline SVG.
std::string det_diagram(std::span<const SetReport> sets);

/// How genuine and impostor scores of a set are spread, the share of each bin logarithmic, and the impostors that the
/// score's calibration promises; inline SVG.
std::string score_diagram(const SetReport& report);

}  // namespace dactyl
