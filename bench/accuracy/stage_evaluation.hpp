#pragma once

#include <string>
#include <vector>

#include "bench/accuracy/evaluate.hpp"
#include "bench/accuracy/stage_accuracy.hpp"
#include "engine/core/progress.hpp"

namespace dactyl {

/// Extracts every print of a set that `dactyl synth` wrote and judges the stages by the ground truth beside it
/// (truth/STEM.dgt). The same figures for any number of threads. Errors: kInvalidArgument (options), kNotFound (no
/// ground truth), kUnreadable, kCorrupt (a truth or picture that is damaged), kCancelled.
Result<StageAccuracy> evaluate_stages(const Dataset& set, const EvaluateOptions& options = {},
                                      const ProgressCallback& progress = {}, std::stop_token stop = {});

struct StageReport {
    std::string set;
    StageAccuracy accuracy;
};

/// One line a set.
std::string stage_table(const std::vector<StageReport>& sets);
std::string stage_json(const std::vector<StageReport>& sets);

}  // namespace dactyl
