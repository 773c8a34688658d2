#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "engine/core/ids.hpp"
#include "engine/core/template.hpp"
#include "engine/match/compare.hpp"
#include "engine/service/impression.hpp"

namespace dactyl {

/// Working memory for comparisons, handed from request to request. Thread-safe.
class ScratchPool {
  public:
    /// A scratch for one request, given back when destroyed. The pool must outlive it.
    class Lease {
      public:
        explicit Lease(ScratchPool& pool);
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        ~Lease();
        MatchScratch& scratch() { return scratch_; }

      private:
        ScratchPool& pool_;
        MatchScratch scratch_;
    };

  private:
    std::mutex mutex_;
    std::vector<MatchScratch> free_;
};

/// Which of the impressions a print matches best, when its score reaches the threshold; ties by the lower id.
/// Impressions that are not comparable() match nothing.
struct BestMatch {
    FingerId impression;
    FingerId finger;
    Score score;
};
std::optional<BestMatch> best_match(const Template& print, std::span<const DecodedImpression> impressions,
                                    Score threshold, MatchScratch& scratch);

/// Whether all prints are of one finger: each is linked to every other by a chain of matches.
bool match_one_another(std::span<const Template> prints, Score threshold, MatchScratch& scratch);

/// Whether any print of one group matches any of the other.
bool any_match(std::span<const Template> some, std::span<const Template> others, Score threshold,
               MatchScratch& scratch);

}  // namespace dactyl
