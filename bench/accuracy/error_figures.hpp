#pragma once

#include <optional>
#include <span>

#include "bench/accuracy/error_curve.hpp"

namespace dactyl {

/// Impostor comparisons below which FMR10000 says nothing: with fewer it would only be ZeroFMR under another name.
inline constexpr std::uint64_t kImpostorsForFmr10000 = 10'000;

/// The figures by which FVC compares algorithms; rates from 0 to 1.
struct ErrorFigures {
    double eer = 0;
    double fmr100 = 0;               ///< FNMR at FMR <= 1/100
    double fmr1000 = 0;              ///< FNMR at FMR <= 1/1000
    std::optional<double> fmr10000;  ///< FNMR at FMR <= 1/10000; nothing below kImpostorsForFmr10000 impostors
    double zero_fmr = 0;             ///< FNMR where no impostor is accepted
};

ErrorFigures figures_of(const ErrorCurve& curve);

/// The mean of each figure; FMR10000 only where every set has it. `figures` is not empty.
ErrorFigures mean_of(std::span<const ErrorFigures> figures);

}  // namespace dactyl
