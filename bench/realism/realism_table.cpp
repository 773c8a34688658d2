#include "bench/realism/realism_table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "bench/realism/overlap_coefficient.hpp"

namespace dactyl {
namespace {

double quantile(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5);
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
    return values[at];
}

std::string spread(const std::vector<double>& values, int digits) {
    return fmt::format("{:.{}f} ({:.{}f}-{:.{}f})", quantile(values, 0.5), digits, quantile(values, 0.1), digits,
                       quantile(values, 0.9), digits);
}

std::string line(const SetStatistics& set) {
    return fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {:.0f} |\n", set.name, set.minutiae.size(),
                       spread(set.minutiae, 0), spread(set.density, 2), spread(set.period, 1), spread(set.quality, 0),
                       spread(set.genuine, 0), spread(set.impostor, 1), quantile(set.impostor, 0.99));
}

}  // namespace

std::string realism_table(const std::vector<SetStatistics>& real, const SetStatistics& synthetic) {
    std::string text =
        "| set | prints | minutiae | a mm2 | period, px | quality | genuine score | impostor score | its top 1 % |\n"
        "|---|---|---|---|---|---|---|---|---|\n";
    for (const SetStatistics& set : real) text += line(set);
    text += line(synthetic);
    const SetStatistics all = pool("all real", real);
    text += fmt::format("| **overlap, %** | | | {:.0f} | {:.0f} | {:.0f} | {:.0f} | {:.0f} | |\n",
                        100 * overlap_coefficient(all.density, synthetic.density, kDensityBin),
                        100 * overlap_coefficient(all.period, synthetic.period, kPeriodBin),
                        100 * overlap_coefficient(all.quality, synthetic.quality, kQualityBin),
                        100 * overlap_coefficient(all.genuine, synthetic.genuine, kGenuineBin),
                        100 * overlap_coefficient(all.impostor, synthetic.impostor, kImpostorBin));
    return text;
}

}  // namespace dactyl
