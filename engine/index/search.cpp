#include "engine/index/search.hpp"

#include <algorithm>
#include <chrono>
#include <tuple>

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include "engine/match/compare.hpp"

namespace dactyl {
namespace {

/// Entries between two looks at the stop token: some milliseconds of work.
constexpr std::size_t kBlock = 64;
constexpr std::size_t kMostCandidates = 1000;

/// What one block of the gallery brought.
struct BlockResult {
    std::vector<Candidate> found;
    std::size_t compared = 0;
    std::size_t fully_compared = 0;
};

BlockResult search_block(std::span<const GalleryEntry> entries, const Probe& probe, const SearchOptions& options) {
    BlockResult result;
    MatchScratch scratch;
    for (const GalleryEntry& entry : entries) {
        const Comparison comparison = compare_gated(probe, entry.reference, scratch, options.match);
        ++result.compared;
        if (!comparison.gated) ++result.fully_compared;
        if (comparison.score >= options.least) result.found.push_back({entry.holder, entry.finger, comparison.score});
    }
    return result;
}

bool better(const Candidate& a, const Candidate& b) {
    if (a.score != b.score) return a.score > b.score;
    return a.finger < b.finger;
}

// The best candidate of each holder, best first, `most` at most.
void keep_best(std::vector<Candidate>& candidates, std::size_t most) {
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        return a.holder != b.holder ? a.holder < b.holder : better(a, b);
    });
    const auto same_holder = [](const Candidate& a, const Candidate& b) { return a.holder == b.holder; };
    candidates.erase(std::unique(candidates.begin(), candidates.end(), same_holder), candidates.end());
    std::sort(candidates.begin(), candidates.end(), better);
    if (candidates.size() > most) candidates.resize(most);
}

}  // namespace

Result<void> SearchOptions::check() const {
    if (most < 1 || most > kMostCandidates) return fail(ErrorCode::kInvalidArgument, "most is not in [1, 1000]");
    if (threads < 0) return fail(ErrorCode::kInvalidArgument, "threads is negative");
    return match.check();
}

Result<SearchReport> search(const Gallery& gallery, const Probe& probe, const SearchOptions& options,
                            std::stop_token stop) {
    if (const auto checked = options.check(); !checked) return pass(checked);
    const auto start = std::chrono::steady_clock::now();
    const std::span<const GalleryEntry> entries = gallery.entries();
    std::vector<BlockResult> blocks((entries.size() + kBlock - 1) / kBlock);
    tbb::task_arena arena(options.threads == 0 ? tbb::task_arena::automatic : options.threads);
    arena.execute([&] {
        tbb::parallel_for(std::size_t{0}, blocks.size(), [&](std::size_t block) {
            if (stop.stop_requested()) return;
            const std::size_t first = block * kBlock;
            const auto length = std::min(kBlock, entries.size() - first);
            blocks[block] = search_block(entries.subspan(first, length), probe, options);
        });
    });

    SearchReport report;
    for (const BlockResult& block : blocks) {
        report.compared += block.compared;
        report.fully_compared += block.fully_compared;
        report.candidates.insert(report.candidates.end(), block.found.begin(), block.found.end());
    }
    keep_best(report.candidates, options.most);
    report.complete = report.compared == entries.size();
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return report;
}

}  // namespace dactyl
