#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "engine/index/filter.hpp"
#include "engine/index/gallery.hpp"

namespace dactyl {

/// How many entries each stage lets through. Values from engine/docs/decisions/0031-second-vote.md.
struct ShortlistOptions {
    std::size_t least = 2000;  ///< no stage lets fewer through; smaller galleries are compared exhaustively; at least 1
    double share = 0.2;  ///< of the entries that the filter takes, that the vote lets through; 0 to 1, 1 compares all
    /// Entries that the second vote lets through to the gate, times the square root of how many the filter takes:
    /// strangers as alike as a mate grow in number more slowly than the gallery. 0 to 1000.
    double per_root = 7;
};

/// Who waits for an answer. Work of the first kind goes before work of the second on oneTBB's threads.
enum class Urgency { kInteractive, kBatch };

struct SearchOptions {
    std::size_t most = 10;    ///< candidates returned at most, 1 to 1000
    Score least = Score(20);  ///< candidates below this calibrated score are not returned
    int threads = 0;          ///< 0: all that oneTBB offers
    MatchOptions match;
    GalleryFilter filter;
    ShortlistOptions shortlist;
    std::optional<std::chrono::steady_clock::time_point> deadline;  ///< the search ends incomplete soon after
    Urgency urgency = Urgency::kInteractive;

    Result<void> check() const;
};

struct Candidate {
    HolderId holder;
    FingerId finger;
    Score score;
};

/// CPU time of the stages, summed over the threads; seconds.
struct SearchTimes {
    double vote = 0;         ///< the candidate stage
    double second_vote = 0;  ///< the same with all minutiae
    double compare = 0;      ///< gate and full comparison
};

/// What a search did, and what each stage let through. Candidates: the best entry of each holder, by falling score,
/// ties by FingerId.
struct SearchReport {
    std::vector<Candidate> candidates;
    std::size_t compared = 0;     ///< entries that were looked at, by the candidate stage or, without it, by the gate
    std::size_t voted_again = 0;  ///< of these, entries that reached the second vote
    std::size_t shortlisted = 0;  ///< of these, or of all where the gallery is small, entries that reached the gate
    std::size_t fully_compared = 0;  ///< of these, entries that passed it
    double seconds = 0;              ///< that passed; of a batch, all of it
    SearchTimes cpu;                 ///< of a batch, all of it
    bool complete = true;            ///< false after cancellation or the deadline: the candidates are those of a part
};

/// Compares one probe with the whole gallery, on several threads: votes of short cylinder codes (vote.hpp), then
/// of whole ones (wide_vote.hpp) choose a shortlist, the relaxation gate and the full comparison decide on it; a
/// gallery no larger than the shortlist is compared as a whole. The same candidates for any number of threads.
/// Thread-safe; searches in flight share the cores. Errors: kInvalidArgument. Cancellation and the deadline return an
/// incomplete report, not an error.
Result<SearchReport> search(const Gallery& gallery, const Probe& probe, const SearchOptions& options = {},
                            std::stop_token stop = {});

/// search() for many probes: each piece of the gallery is read once for all of them. Reports in the order of the
/// probes, the same as search() gives. Takes two bytes an entry and probe.
Result<std::vector<SearchReport>> search_batch(const Gallery& gallery, std::span<const Probe> probes,
                                               const SearchOptions& options = {}, std::stop_token stop = {});

}  // namespace dactyl
