#include "bench/accuracy/error_figures.hpp"

namespace dactyl {

ErrorFigures figures_of(const ErrorCurve& curve) {
    const auto fnmr_at = [&curve](std::uint64_t one_in) { return curve.fnmr(curve.at_fmr(one_in)); };
    ErrorFigures figures;
    figures.eer = curve.equal_error_rate();
    figures.fmr100 = fnmr_at(100);
    figures.fmr1000 = fnmr_at(1'000);
    if (curve.impostors() >= kImpostorsForFmr10000) {
        figures.fmr10000 = fnmr_at(10'000);
    }
    figures.zero_fmr = fnmr_at(0);
    return figures;
}

ErrorFigures mean_of(std::span<const ErrorFigures> figures) {
    ErrorFigures mean;
    mean.fmr10000 = 0;
    const double share = 1.0 / static_cast<double>(figures.size());
    for (const ErrorFigures& set : figures) {
        mean.eer += share * set.eer;
        mean.fmr100 += share * set.fmr100;
        mean.fmr1000 += share * set.fmr1000;
        mean.zero_fmr += share * set.zero_fmr;
        if (mean.fmr10000 && set.fmr10000) {
            *mean.fmr10000 += share * *set.fmr10000;
        } else {
            mean.fmr10000.reset();
        }
    }
    return mean;
}

}  // namespace dactyl
