#pragma once

#include <cstddef>
#include <stop_token>
#include <vector>

#include "engine/index/gallery.hpp"

namespace dactyl {

struct SearchOptions {
    std::size_t most = 10;    ///< candidates returned at most, 1 to 1000
    Score least = Score(20);  ///< candidates below this calibrated score are not returned
    int threads = 0;          ///< 0: all that oneTBB offers
    MatchOptions match;

    Result<void> check() const;
};

struct Candidate {
    HolderId holder;
    FingerId finger;
    Score score;
};

/// What a search did. Candidates: the best entry of each holder, by falling score, ties by FingerId.
struct SearchReport {
    std::vector<Candidate> candidates;
    std::size_t compared = 0;        ///< entries that were looked at
    std::size_t fully_compared = 0;  ///< of these, entries that passed the gate
    double seconds = 0;
    bool complete = true;  ///< false after cancellation: the candidates are those of a part
};

/// Compares one probe with the whole gallery, on several threads. The same candidates for any number of threads.
/// Errors: kInvalidArgument. Cancellation returns an incomplete report, not an error.
Result<SearchReport> search(const Gallery& gallery, const Probe& probe, const SearchOptions& options = {},
                            std::stop_token stop = {});

}  // namespace dactyl
