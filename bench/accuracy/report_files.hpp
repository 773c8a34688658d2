#pragma once

#include <span>
#include <string>

#include "bench/accuracy/report.hpp"

namespace dactyl {

/// The scores as CSV with the columns a,b,genuine,score: file stems (behind SET/ where there are several sets), 1 or 0,
/// and the shortest decimal that reads back as the same double. Rows by set, then by a, then by b: the same bytes for
/// any number of threads and any SIMD level.
std::string scores_csv(std::span<const SetReport> sets);

/// The figures as JSON, documented in engine/docs/evaluation.md: the set's object itself for one set, else {"sets",
/// "mean"}.
std::string report_json(std::span<const SetReport> sets);

/// The figures as a table for people, with a mean line where there are several sets, and the failures to enrol below.
std::string report_table(std::span<const SetReport> sets);

}  // namespace dactyl
