#include "bench/accuracy/identification.hpp"

#include <algorithm>
#include <numeric>

#include <tbb/parallel_for.h>

#include "bench/accuracy/cpu_stopwatch.hpp"
#include "engine/index/search.hpp"

namespace dactyl {
namespace {

constexpr std::size_t kMostCandidates = 1'000;  ///< that a search returns

/// Which prints are enrolled, and which are searched for.
struct Split {
    std::vector<std::uint32_t> enrolled;
    std::vector<std::uint32_t> searched;
};

Split first_against_rest(std::span<const PrintOutcome> prints) {
    Split split;
    std::vector<bool> seen;
    for (std::uint32_t i = 0; i < prints.size(); ++i) {
        const std::uint32_t finger = prints[i].finger;
        seen.resize(std::max<std::size_t>(seen.size(), finger + 1));
        (seen[finger] ? split.searched : split.enrolled).push_back(i);
        seen[finger] = true;
    }
    return split;
}

HolderId holder_of(std::uint32_t finger) { return HolderId(std::uint64_t{finger} + 1); }  // 0 names nobody

Result<Gallery> enrol(std::span<const PrintOutcome> prints, std::span<const std::uint32_t> enrolled,
                      const MatchOptions& options) {
    std::vector<GalleryEntry> entries;
    for (const std::uint32_t i : enrolled) {
        if (prints[i].print) {
            const std::uint32_t finger = prints[i].finger;
            entries.push_back({FingerId(holder_of(finger).value()), holder_of(finger), FingerPosition::kUnknown,
                               Reference(*prints[i].print, options)});
        }
    }
    return Gallery::build(std::move(entries));
}

IdentificationSearch outcome_of(const SearchReport& found, HolderId mate) {
    IdentificationSearch search;
    for (const Candidate& candidate : found.candidates) {
        double& score = candidate.holder == mate ? search.mate_score : search.best_other_score;
        score = std::max(score, candidate.score.value());
    }
    if (search.mate_score > 0) {
        search.rank = static_cast<std::size_t>(
            std::count_if(found.candidates.begin(), found.candidates.end(),
                          [&](const Candidate& candidate) { return candidate.score.value() >= search.mate_score; }));
    }
    search.penetration =
        found.compared == 0 ? 0 : static_cast<double>(found.fully_compared) / static_cast<double>(found.compared);
    return search;
}

/// The lowest threshold that at most `allowed` non-mated searches reach; scores must lie above it.
double score_above_which(std::vector<double> best_others, std::size_t allowed) {
    std::sort(best_others.begin(), best_others.end(), std::greater<>());
    return best_others[std::min(allowed, best_others.size() - 1)];
}

double fnir(std::span<const IdentificationSearch> searches, std::size_t one_in) {
    std::vector<double> best_others;
    for (const IdentificationSearch& search : searches) {
        best_others.push_back(search.best_other_score);
    }
    const double limit = score_above_which(std::move(best_others), searches.size() / one_in);
    const auto missed = std::count_if(searches.begin(), searches.end(), [limit](const IdentificationSearch& search) {
        return search.rank != 1 || search.mate_score <= limit;
    });
    return static_cast<double>(missed) / static_cast<double>(searches.size());
}

}  // namespace

IdentificationReport summarise_searches(std::span<const IdentificationSearch> searches, std::size_t gallery) {
    IdentificationReport report;
    report.gallery = gallery;
    report.searches = searches.size();
    const auto total = static_cast<double>(searches.size());
    for (std::size_t rank = 1; rank <= std::min(gallery, kCmcRanks); ++rank) {
        const auto found = std::count_if(searches.begin(), searches.end(), [rank](const IdentificationSearch& search) {
            return search.rank != 0 && search.rank <= rank;
        });
        report.cmc.push_back(static_cast<double>(found) / total);
    }
    report.rank1 = report.cmc.empty() ? 0 : report.cmc.front();
    if (searches.size() >= kSearchesForFnir100) {
        report.fnir100 = fnir(searches, 100);
    }
    if (searches.size() >= kSearchesForFnir1000) {
        report.fnir1000 = fnir(searches, 1'000);
    }
    for (const IdentificationSearch& search : searches) {
        report.penetration += search.penetration / total;
    }
    return report;
}

Result<IdentificationReport> identify_prints(std::span<const PrintOutcome> prints, const MatchOptions& options) {
    const Split split = first_against_rest(prints);
    if (split.searched.empty()) {
        return fail(ErrorCode::kNotFound, "nothing to identify: no finger has two prints");
    }
    const Result<Gallery> gallery = enrol(prints, split.enrolled, options);
    if (!gallery) {
        return pass(gallery);
    }
    SearchOptions search_options;
    search_options.most = std::clamp<std::size_t>(gallery->size(), 1, kMostCandidates);
    search_options.least = Score(0);
    search_options.threads = 1;  // the searches themselves run side by side
    search_options.match = options;
    std::vector<IdentificationSearch> searches(split.searched.size());
    std::vector<double> seconds(split.searched.size());
    tbb::parallel_for(std::size_t{0}, searches.size(), [&](std::size_t i) {
        const PrintOutcome& outcome = prints[split.searched[i]];
        if (!outcome.print) {
            return;
        }
        const CpuStopwatch watch;
        const auto found = search(*gallery, Probe(*outcome.print, options), search_options);
        seconds[i] = watch.seconds();
        if (found) {
            searches[i] = outcome_of(*found, holder_of(outcome.finger));
        }
    });
    IdentificationReport report = summarise_searches(searches, split.enrolled.size());
    const double total = std::accumulate(seconds.begin(), seconds.end(), 0.0);
    report.searches_per_second = total > 0 ? static_cast<double>(searches.size()) / total : 0;
    return report;
}

}  // namespace dactyl
