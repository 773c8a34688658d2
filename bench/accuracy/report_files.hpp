#pragma once

#include <string>

#include "bench/accuracy/report.hpp"

namespace dactyl {

/// The scores as CSV with the columns a,b,genuine,score: file stems (behind SET/ where there are several sets), 1 or 0,
/// and the shortest decimal that reads back as the same double. Rows by set, then by a, then by b: the same bytes for
/// any number of threads and any SIMD level.
std::string scores_csv(const EvaluationReport& report);

/// The figures as JSON, documented in engine/docs/evaluation.md: the set's object itself for one set, else {"sets",
/// "mean", "pooled"}.
std::string report_json(const EvaluationReport& report);

/// The figures as a table for people, with a mean line where there are several sets, and the failures to enrol below.
std::string report_table(const EvaluationReport& report);

}  // namespace dactyl
