#include "bench/accuracy/report.hpp"

#include <algorithm>
#include <cmath>

namespace dactyl {

Spread spread_of(std::vector<double> values) {
    if (values.empty()) {
        return {};
    }
    std::sort(values.begin(), values.end());
    const auto at = [&values](double share) {
        const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
        return values[std::max<std::size_t>(rank, 1) - 1];
    };
    return {at(0.5), at(0.95)};
}

std::size_t SetReport::failures_to_enrol() const {
    return static_cast<std::size_t>(
        std::count_if(prints.begin(), prints.end(), [](const PrintOutcome& outcome) { return !outcome.print; }));
}

}  // namespace dactyl
