#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/accuracy/report.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

/// One figure of one set, then and now; rates from 0 to 1.
struct Difference {
    std::string set;
    std::string figure;  ///< "EER" or "FMR1000"
    double before = 0;
    double now = 0;
    /// 95 % interval of the change over fingers, both runs resampled alike; nothing when they cannot be paired (other
    /// fingers, pairs, seed, or no replicates).
    std::optional<Interval> change;
    /// Two-sided probability of such a change if nothing but the choice of fingers had changed; present as `change` is.
    std::optional<double> p_value;
    /// Worse beyond the interval: that of the change lies above 0, or `now` lies above the baseline's own interval.
    bool regression = false;
};

struct BaselineReport {
    std::vector<Difference> differences;
    std::vector<std::string> without_baseline;  ///< sets of this run that the baseline does not know

    bool regressed() const;
};

/// Compares a run with the JSON that report_json() wrote for an earlier one. Errors: kCorrupt (no such JSON), kNotFound
/// (not one set in common).
Result<BaselineReport> compare_with_baseline(const EvaluationReport& report, std::string_view baseline_json);

std::string baseline_table(const BaselineReport& report);

}  // namespace dactyl
