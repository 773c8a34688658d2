#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>

#include "engine/core/progress.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

/// Runs work(0) ... work(count - 1) on `threads` threads (0: all of the machine) until one fails or a stop is asked
/// for; what is running then ends. Progress counts finished items. Errors: the first that happened, kCancelled.
Result<void> work_in_parallel(std::size_t count, int threads, const std::function<Result<void>(std::size_t)>& work,
                              const ProgressCallback& progress, const std::stop_token& stop);

}  // namespace dactyl
