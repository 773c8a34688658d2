#include "bench/scale/sealing.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>

#include <unistd.h>

#include "templates/gallery/gallery_file.hpp"

namespace dactyl {
namespace {

constexpr std::size_t kMostSegments = 12;
constexpr int kRuns = 3;

double process_cpu_seconds() {
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

Result<SealingRate> open_often(const std::filesystem::path& file, int threads) {
    using Clock = std::chrono::steady_clock;
    GalleryFileOptions options;
    options.threads = threads;
    SealingRate best;
    for (int run = 0; run < kRuns; ++run) {
        const auto start = Clock::now();
        const double cpu = process_cpu_seconds();
        const auto loaded = read_gallery_file(file, Key256(), options);
        const SealingRate rate = {std::filesystem::file_size(file),
                                  std::chrono::duration<double>(Clock::now() - start).count(),
                                  process_cpu_seconds() - cpu};
        if (!loaded) return pass(loaded);
        if (run == 0 || rate.seconds < best.seconds) best = rate;
    }
    return best;
}

}  // namespace

Result<SealingRate> measure_sealing(const Distractors& distractors, int threads) {
    Distractors few;
    const std::size_t count = std::min(kMostSegments, distractors.segments.size());
    few.segments.assign(distractors.segments.begin(),
                        distractors.segments.begin() + static_cast<std::ptrdiff_t>(count));
    const auto file = std::filesystem::temp_directory_path() / ("dactyl-scale-" + std::to_string(::getpid()) + ".dgf");
    if (auto sealed = seal_distractors(file, few); !sealed) return pass(sealed);
    auto rate = open_often(file, threads);
    std::filesystem::remove(file);
    return rate;
}

}  // namespace dactyl
