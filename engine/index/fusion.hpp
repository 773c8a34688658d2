#pragma once

#include <span>
#include <stop_token>
#include <vector>

#include "engine/index/search.hpp"

namespace dactyl {

/// One finger of a person who is searched for. With a known position only that finger of the enrolled is looked at.
struct FingerProbe {
    Probe probe;
    FingerPosition position = FingerPosition::kUnknown;
};

/// A holder, found by several fingers together.
struct FusedCandidate {
    HolderId holder;
    Score score;                 ///< of all fingers: -10 log10 of the share of strangers whose fingers agree as well
    std::vector<Score> fingers;  ///< the best of each probe; 0 where the holder has no such finger
};

struct FusedReport {
    std::vector<FusedCandidate> candidates;  ///< by falling score, ties by holder
    std::vector<SearchReport> searches;      ///< of the single fingers, without their candidates
    bool complete = true;
};

/// The score of several independent comparisons. Their sum x (in natural units) is reached by strangers with
/// probability e^-x (1 + x + ... + x^(n-1) / (n-1)!), as Fisher's method has it. One score is its own.
Score fused_score(std::span<const Score> scores);

/// Finds a holder by up to ten different fingers of one person: each finger proposes holders, on each of whom all
/// fingers then decide. So a finger that fails alone is saved by another. `options.least` and `most` are of the fused
/// score; `options.filter.positions` gives way to the probes' own. Deterministic. Errors: kInvalidArgument.
Result<FusedReport> search_fused(const Gallery& gallery, std::span<const FingerProbe> fingers,
                                 const SearchOptions& options = {}, std::stop_token stop = {});

}  // namespace dactyl
