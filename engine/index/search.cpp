#include "engine/index/search.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <ctime>

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include "engine/index/shortlist.hpp"
#include "engine/index/vote.hpp"
#include "engine/index/wide_vote.hpp"
#include "engine/match/compare.hpp"
#include "engine/match/packed_print.hpp"

namespace dactyl {
namespace {

/// Entries between two looks at the stop token and the clock, in the candidate stage and in comparisons: some hundred
/// microseconds of work. The signatures of a block (180 KB) stay in the second cache while a batch reads them.
constexpr std::size_t kVoteBlock = 512;
constexpr std::size_t kSecondVoteBlock = 256;
constexpr std::size_t kCompareBlock = 32;
/// Probes of a batch that pass over the gallery together: bounds memory, and reads it seldom enough.
constexpr std::size_t kProbesTogether = 16;
constexpr std::size_t kMostCandidates = 1000;

std::size_t blocks_in(std::size_t entries, std::size_t block) { return (entries + block - 1) / block; }

using Clock = std::chrono::steady_clock;

double thread_cpu_seconds() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// A part of the gallery as one search sees it.
struct View {
    const GalleryPart* part = nullptr;
    std::size_t first = 0;               // its first entry among all
    std::vector<std::uint8_t> eligible;  // empty: all

    bool takes(std::size_t i) const { return eligible.empty() || eligible[i] != 0; }
};

/// A run of entries of one view.
struct Block {
    std::size_t view = 0;
    std::size_t begin = 0;
    std::size_t length = 0;
};

/// What a thread needs for comparisons.
struct Comparer {
    std::shared_ptr<PreparedPrint> print = std::make_shared<PreparedPrint>();
    Reference reference{print};
    MatchScratch scratch;
    SearchTimes cpu;
};

/// The cascade over one gallery; lives as long as a call.
class Cascade {
  public:
    Cascade(const Gallery& gallery, const SearchOptions& options, std::stop_token stop)
        : options_(options),
          stop_(std::move(stop)),
          arena_(options.threads == 0 ? tbb::task_arena::automatic : options.threads, 1,
                 options.urgency == Urgency::kInteractive ? tbb::task_arena::priority::high
                                                          : tbb::task_arena::priority::low) {
        for (const GalleryPart& part : gallery.parts()) {
            views_.push_back({&part, entries_, eligible_entries(part, options.filter)});
            const View& view = views_.back();
            for (std::size_t i = 0; i < part.segment->size(); i += kVoteBlock) {
                blocks_.push_back({views_.size() - 1, i, std::min(kVoteBlock, part.segment->size() - i)});
            }
            entries_ += part.segment->size();
            eligible_ += view.eligible.empty()
                             ? part.segment->size()
                             : static_cast<std::size_t>(std::count(view.eligible.begin(), view.eligible.end(), 1));
        }
        const auto all = static_cast<double>(eligible_);
        const auto at_least = [&](double count) {
            return std::max(options.shortlist.least, static_cast<std::size_t>(std::ceil(count)));
        };
        to_second_vote_ = at_least(options.shortlist.share * all);
        to_gate_ = std::min(to_second_vote_, at_least(options.shortlist.per_root * std::sqrt(all)));
    }

    std::vector<SearchReport> run(std::span<const Probe> probes) {
        std::vector<SearchReport> reports(probes.size());
        arena_.execute([&] {
            if (eligible_ <= to_second_vote_) {
                const std::vector<std::uint32_t> all = all_eligible();
                for (std::size_t p = 0; p < probes.size(); ++p) {
                    compare_all(probes[p], all, reports[p]);
                    reports[p].compared = reports[p].shortlisted;
                }
            } else {
                for (std::size_t p = 0; p < probes.size(); p += kProbesTogether) {
                    const std::size_t length = std::min(kProbesTogether, probes.size() - p);
                    vote_and_compare(probes.subspan(p, length), std::span(reports).subspan(p, length));
                }
            }
        });
        return reports;
    }

    SearchTimes cpu() const {
        SearchTimes sum;
        for (const Comparer& comparer : comparers_) {
            sum.vote += comparer.cpu.vote;
            sum.second_vote += comparer.cpu.second_vote;
            sum.compare += comparer.cpu.compare;
        }
        return sum;
    }

  private:
    bool over() const { return stop_.stop_requested() || (options_.deadline && Clock::now() >= *options_.deadline); }

    std::vector<std::uint32_t> all_eligible() const {
        std::vector<std::uint32_t> all;
        all.reserve(eligible_);
        for (const View& view : views_) {
            for (std::size_t i = 0; i < view.part->segment->size(); ++i) {
                if (view.takes(i)) all.push_back(static_cast<std::uint32_t>(view.first + i));
            }
        }
        return all;
    }

    // Votes of one block for all probes; entries that the filter refuses get none.
    std::size_t vote_block(const Block& block, std::span<const ProbeSignature> probes,
                           std::span<std::vector<std::uint16_t>> votes) const {
        const View& view = views_[block.view];
        const auto signatures = view.part->segment->signatures().subspan(block.begin, block.length);
        for (std::size_t p = 0; p < probes.size(); ++p) {
            const auto out = std::span(votes[p]).subspan(view.first + block.begin, block.length);
            vote(probes[p], signatures, out);
            for (std::size_t i = 0; i < block.length && !view.eligible.empty(); ++i) {
                if (!view.takes(block.begin + i)) out[i] = 0;
            }
        }
        if (view.eligible.empty()) return block.length;
        const auto first = view.eligible.begin() + static_cast<std::ptrdiff_t>(block.begin);
        return static_cast<std::size_t>(std::count(first, first + static_cast<std::ptrdiff_t>(block.length), 1));
    }

    void vote_and_compare(std::span<const Probe> probes, std::span<SearchReport> reports) {
        std::vector<ProbeSignature> signatures;
        for (const Probe& probe : probes) signatures.push_back(make_probe_signature(probe.print()));
        std::vector<std::vector<std::uint16_t>> votes(probes.size(), std::vector<std::uint16_t>(entries_));
        std::atomic<std::size_t> looked_at = 0;
        tbb::parallel_for(std::size_t{0}, blocks_.size(), [&](std::size_t b) {
            if (over()) return;
            Comparer& comparer = comparers_.local();
            const double start = thread_cpu_seconds();
            looked_at += vote_block(blocks_[b], signatures, votes);
            comparer.cpu.vote += thread_cpu_seconds() - start;
        });
        for (std::size_t p = 0; p < probes.size(); ++p) {
            auto best = best_votes(votes[p], to_second_vote_);
            reports[p].voted_again = best.size();
            const bool voted = best.size() <= to_gate_ || vote_again(probes[p], best);
            compare_all(probes[p], best, reports[p]);
            reports[p].compared = looked_at;
            reports[p].complete = reports[p].complete && voted && looked_at == eligible_;
        }
    }

    const View& view_of(std::size_t entry) const {
        const auto after = std::upper_bound(views_.begin(), views_.end(), entry,
                                            [](std::size_t e, const View& view) { return e < view.first; });
        return *std::prev(after);
    }

    // Leaves those of the entries that the second vote lets through. False where there was no time for all.
    bool vote_again(const Probe& probe, std::vector<std::uint32_t>& entries) {
        std::vector<std::uint16_t> votes(entries.size());
        tbb::parallel_for(std::size_t{0}, blocks_in(entries.size(), kSecondVoteBlock), [&](std::size_t b) {
            if (over()) return;
            Comparer& comparer = comparers_.local();
            const double start = thread_cpu_seconds();
            for (std::size_t n = b * kSecondVoteBlock; n < std::min((b + 1) * kSecondVoteBlock, votes.size()); ++n) {
                const View& view = view_of(entries[n]);
                unpack_print(view.part->segment->packed_print(entries[n] - view.first), *comparer.print);
                votes[n] = wide_vote(probe.print(), *comparer.print);
            }
            comparer.cpu.second_vote += thread_cpu_seconds() - start;
        });
        std::vector<std::uint32_t> kept = best_votes(votes, to_gate_);
        for (std::uint32_t& entry : kept) entry = entries[entry];
        entries = std::move(kept);
        return !over();
    }

    struct Found {
        std::vector<Candidate> candidates;
        std::size_t compared = 0;
        std::size_t fully_compared = 0;
    };

    Found compare_block(const Probe& probe, std::span<const std::uint32_t> entries, Comparer& comparer) const {
        Found found;
        const double start = thread_cpu_seconds();
        for (const std::uint32_t entry : entries) {
            const View& view = view_of(entry);
            const Segment& segment = *view.part->segment;
            const std::size_t i = entry - view.first;
            unpack_print(segment.packed_print(i), *comparer.print);
            const Comparison comparison = compare_gated(probe, comparer.reference, comparer.scratch, options_.match);
            ++found.compared;
            if (!comparison.gated) ++found.fully_compared;
            if (comparison.score >= options_.least) {
                found.candidates.push_back({segment.holder(i), segment.finger(i), comparison.score});
            }
        }
        comparer.cpu.compare += thread_cpu_seconds() - start;
        return found;
    }

    void compare_all(const Probe& probe, const std::vector<std::uint32_t>& entries, SearchReport& report) {
        std::vector<Found> blocks(blocks_in(entries.size(), kCompareBlock));
        tbb::parallel_for(std::size_t{0}, blocks.size(), [&](std::size_t b) {
            if (over()) return;
            const std::size_t first = b * kCompareBlock;
            const std::size_t length = std::min(kCompareBlock, entries.size() - first);
            blocks[b] = compare_block(probe, std::span(entries).subspan(first, length), comparers_.local());
        });
        for (const Found& block : blocks) {
            report.shortlisted += block.compared;
            report.fully_compared += block.fully_compared;
            report.candidates.insert(report.candidates.end(), block.candidates.begin(), block.candidates.end());
        }
        keep_best_of_holders(report.candidates, options_.most);
        report.complete = report.shortlisted == entries.size();
    }

    const SearchOptions& options_;
    std::stop_token stop_;
    tbb::task_arena arena_;
    std::vector<View> views_;
    std::vector<Block> blocks_;
    tbb::enumerable_thread_specific<Comparer> comparers_;
    std::size_t entries_ = 0;
    std::size_t eligible_ = 0;
    std::size_t to_second_vote_ = 0;
    std::size_t to_gate_ = 0;
};

}  // namespace

Result<void> SearchOptions::check() const {
    if (most < 1 || most > kMostCandidates) return fail(ErrorCode::kInvalidArgument, "most is not in [1, 1000]");
    if (threads < 0) return fail(ErrorCode::kInvalidArgument, "threads is negative");
    if (shortlist.least < 1) return fail(ErrorCode::kInvalidArgument, "the least shortlist is empty");
    if (!(shortlist.share >= 0 && shortlist.share <= 1)) {
        return fail(ErrorCode::kInvalidArgument, "the shortlist's share is not in [0, 1]");
    }
    if (!(shortlist.per_root >= 0 && shortlist.per_root <= 1000)) {
        return fail(ErrorCode::kInvalidArgument, "the shortlist's per_root is not in [0, 1000]");
    }
    return match.check();
}

Result<SearchReport> search(const Gallery& gallery, const Probe& probe, const SearchOptions& options,
                            std::stop_token stop) {
    auto reports = search_batch(gallery, {&probe, 1}, options, std::move(stop));
    if (!reports) return pass(reports);
    return std::move(reports->front());
}

Result<std::vector<SearchReport>> search_batch(const Gallery& gallery, std::span<const Probe> probes,
                                               const SearchOptions& options, std::stop_token stop) {
    if (const auto checked = options.check(); !checked) return pass(checked);
    const auto start = Clock::now();
    Cascade cascade(gallery, options, std::move(stop));
    std::vector<SearchReport> reports = cascade.run(probes);
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    for (SearchReport& report : reports) {
        report.seconds = seconds;
        report.cpu = cascade.cpu();
    }
    return reports;
}

}  // namespace dactyl
