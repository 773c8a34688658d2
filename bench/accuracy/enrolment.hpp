#pragma once

#include <functional>
#include <stop_token>
#include <vector>

#include "bench/accuracy/evaluate.hpp"

namespace dactyl {

/// Called for every finished unit of work, from many threads at a time.
using WorkDone = std::function<void(std::size_t units)>;

/// Index of each print's finger, counted in the order of the set.
std::vector<std::uint32_t> finger_indices(const Dataset& set);

/// Reads and extracts every picture of a set, or decodes its templates (the first of each file; the card forms by their
/// extensions), on the threads of the caller's task arena. Incomplete once `stop` is requested.
std::vector<PrintOutcome> enrol_prints(const Dataset& set, const EvaluateOptions& options, const WorkDone& done,
                                       const std::stop_token& stop);

/// The same with the pictures on their way through WSQ, at `bits_per_pixel`.
std::vector<PrintOutcome> enrol_through_wsq(const Dataset& set, double bits_per_pixel, const EvaluateOptions& options,
                                            const WorkDone& done, const std::stop_token& stop);

/// The same for the altered form of each print; failures to enrol the unaltered print stay failures.
std::vector<PrintOutcome> enrol_alterations(const Dataset& set, std::span<const PrintOutcome> prints,
                                            const EvaluateOptions& options, const WorkDone& done,
                                            const std::stop_token& stop);

}  // namespace dactyl
