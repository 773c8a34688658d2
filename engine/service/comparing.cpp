#include "engine/service/comparing.hpp"

#include <algorithm>
#include <utility>

namespace dactyl {
namespace {

std::vector<Reference> references_of(std::span<const Template> prints) {
    std::vector<Reference> references;
    references.reserve(prints.size());
    for (const Template& print : prints) references.emplace_back(print);
    return references;
}

}  // namespace

ScratchPool::Lease::Lease(ScratchPool& pool) : pool_(pool) {
    const std::lock_guard lock(pool_.mutex_);
    if (pool_.free_.empty()) return;
    scratch_ = std::move(pool_.free_.back());
    pool_.free_.pop_back();
}

ScratchPool::Lease::~Lease() {
    const std::lock_guard lock(pool_.mutex_);
    pool_.free_.push_back(std::move(scratch_));
}

std::optional<BestMatch> best_match(const Template& print, std::span<const DecodedImpression> impressions,
                                    Score threshold, MatchScratch& scratch) {
    const Probe probe(print);
    std::optional<BestMatch> best;
    for (const DecodedImpression& impression : impressions) {
        if (!comparable(impression.print)) continue;
        const Score score = compare(probe, Reference(impression.print), scratch);
        if (score < threshold || (best && score <= best->score)) continue;
        best = BestMatch{impression.id, impression.finger, score};
    }
    return best;
}

bool match_one_another(std::span<const Template> prints, Score threshold, MatchScratch& scratch) {
    if (prints.size() < 2) return true;
    const auto references = references_of(prints);
    std::vector<bool> reached(prints.size(), false);
    std::vector<std::size_t> frontier = {0};
    reached[0] = true;
    while (!frontier.empty()) {
        const Probe probe(prints[frontier.back()]);
        frontier.pop_back();
        for (std::size_t i = 0; i < prints.size(); ++i) {
            if (reached[i] || compare(probe, references[i], scratch) < threshold) continue;
            reached[i] = true;
            frontier.push_back(i);
        }
    }
    return std::ranges::all_of(reached, [](bool linked) { return linked; });
}

bool any_match(std::span<const Template> some, std::span<const Template> others, Score threshold,
               MatchScratch& scratch) {
    const auto references = references_of(others);
    return std::ranges::any_of(some, [&](const Template& print) {
        const Probe probe(print);
        return std::ranges::any_of(
            references, [&](const Reference& reference) { return compare(probe, reference, scratch) >= threshold; });
    });
}

}  // namespace dactyl
