#include "datasets/synthetic/population/parallel_work.hpp"

#include <mutex>
#include <optional>

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

namespace dactyl {
namespace {

// The outcome that all threads share.
class Outcome {
  public:
    Outcome(std::size_t total, const ProgressCallback& progress) : total_(total), progress_(progress) {}

    void report(const Result<void>& result) {
        const std::lock_guard lock(mutex_);
        if (!result) {
            if (!failure_) failure_ = result.error();
        } else if (++done_; progress_) {
            progress_(done_, total_);
        }
    }
    bool failed() {
        const std::lock_guard lock(mutex_);
        return failure_.has_value();
    }
    Result<void> result(const std::stop_token& stop) {
        if (failure_) return tl::unexpected<Error>(*failure_);
        if (done_ < total_ && stop.stop_requested()) return fail(ErrorCode::kCancelled, "stopped on request");
        return {};
    }

  private:
    std::mutex mutex_;
    std::size_t done_ = 0;
    std::size_t total_;
    const ProgressCallback& progress_;
    std::optional<Error> failure_;
};

}  // namespace

Result<void> work_in_parallel(std::size_t count, int threads, const std::function<Result<void>(std::size_t)>& work,
                              const ProgressCallback& progress, const std::stop_token& stop) {
    Outcome outcome(count, progress);
    tbb::task_arena arena(threads > 0 ? threads : static_cast<int>(tbb::task_arena::automatic));
    arena.execute([&] {
        // One item at a time, so that the files appear about in order and a stopped run leaves few holes.
        tbb::parallel_for(
            tbb::blocked_range<std::size_t>(0, count, 1),
            [&](const tbb::blocked_range<std::size_t>& range) {
                for (std::size_t i = range.begin(); i != range.end(); ++i) {
                    if (stop.stop_requested() || outcome.failed()) return;
                    outcome.report(work(i));
                }
            },
            tbb::simple_partitioner());
    });
    return outcome.result(stop);
}

}  // namespace dactyl
