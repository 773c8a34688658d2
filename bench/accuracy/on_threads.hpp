#pragma once

#include <algorithm>

#include <tbb/info.h>
#include <tbb/task_arena.h>

namespace dactyl {

/// Runs on that many threads, 0 for all; more than oneTBB has would only make it complain.
template <class Work>
auto on_threads(int threads, const Work& work) {
    const int most = tbb::info::default_concurrency();
    tbb::task_arena arena(threads == 0 ? most : std::min(threads, most));
    return arena.execute(work);
}

}  // namespace dactyl
