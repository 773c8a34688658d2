#pragma once

#include <span>

#include "bench/accuracy/report.hpp"
#include "engine/match/options.hpp"

namespace dactyl {

/// The figures that follow from single searches. `searches` is not empty.
IdentificationReport summarise_searches(std::span<const IdentificationSearch> searches, std::size_t gallery);

/// Enrols the first impression of each finger and searches all others. Prints that failed to enrol are never found.
/// Runs on the threads of the caller's task arena, the same result for any number of them. Errors: kNotFound (no finger
/// has two prints).
Result<IdentificationReport> identify_prints(std::span<const PrintOutcome> prints, const MatchOptions& options);

}  // namespace dactyl
