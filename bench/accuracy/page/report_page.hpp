#pragma once

#include <cstddef>
#include <string>

#include "bench/accuracy/evaluate.hpp"

namespace dactyl {

/// How many failures of each set are shown; all genuine ones are counted by reason.
struct PageOptions {
    std::size_t genuine = 6;
    std::size_t impostors = 3;
};

/// A report for people as one self-contained HTML page (inline SVG, embedded PNG, no script, nothing loaded from
/// anywhere): tables, DET curves, score histograms, and the failure gallery with the prints themselves: it is as
/// confidential as they are. `options` are those of the evaluation. Pictures that cannot be read any more are left out.
std::string report_page(const EvaluationReport& report, const EvaluateOptions& options, const PageOptions& page = {});

}  // namespace dactyl
