#include "engine/index/shortlist.hpp"

#include <algorithm>

namespace dactyl {
namespace {

bool better(const Candidate& a, const Candidate& b) {
    if (a.score != b.score) return a.score > b.score;
    return a.finger < b.finger;
}

}  // namespace

std::vector<std::uint32_t> best_votes(std::span<const std::uint16_t> votes, std::size_t most) {
    std::vector<std::uint32_t> of_vote(std::size_t{1} << 16);
    for (const std::uint16_t vote : votes) ++of_vote[vote];
    std::size_t taken = 0;
    std::size_t lowest = of_vote.size();
    while (lowest > 1 && taken + of_vote[lowest - 1] <= most) taken += of_vote[--lowest];
    std::vector<std::uint32_t> best;
    best.reserve(taken);
    for (std::size_t i = 0; i < votes.size() && taken > 0; ++i) {
        if (votes[i] >= lowest) best.push_back(static_cast<std::uint32_t>(i));
    }
    return best;
}

void keep_best_of_holders(std::vector<Candidate>& candidates, std::size_t most) {
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        return a.holder != b.holder ? a.holder < b.holder : better(a, b);
    });
    const auto same_holder = [](const Candidate& a, const Candidate& b) { return a.holder == b.holder; };
    candidates.erase(std::unique(candidates.begin(), candidates.end(), same_holder), candidates.end());
    std::sort(candidates.begin(), candidates.end(), better);
    if (candidates.size() > most) candidates.resize(most);
}

}  // namespace dactyl
