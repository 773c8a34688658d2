#pragma once

#include <string>
#include <vector>

#include "engine/core/progress.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

/// How long one step takes, as CPU time of one thread.
struct SpeedRow {
    std::string step;
    double median_us = 0;
    double p95_us = 0;
    std::size_t runs = 0;
};

struct SpeedOptions {
    double seconds_a_step = 0.5;  ///< CPU time spent on measuring each step, 0.01 to 60

    Result<void> check() const;
};

/// A short table of the engine's speed on drawn prints (300 x 400 pixels at 500 dpi): for a first impression and for
/// comparing machines; bench/micro measures single stages and kernels. Takes a few seconds. Errors: kInvalidArgument,
/// and those of extraction.
Result<std::vector<SpeedRow>> measure_speed(const SpeedOptions& options = {}, const ProgressCallback& progress = {});

/// The rows as a table for people.
std::string speed_table(const std::vector<SpeedRow>& rows);

}  // namespace dactyl
