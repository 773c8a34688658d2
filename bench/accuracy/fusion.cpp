#include "bench/accuracy/fusion.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace dactyl {
namespace {

/// The scores of a set, looked up by pair.
class ScoreTable {
  public:
    explicit ScoreTable(const SetReport& report) : prints_(report.prints.size()) {
        scores_.resize(prints_ * (prints_ - 1) / 2);
        for (const ScoredPair& scored : report.scores) {
            scores_[index(scored.pair.probe, scored.pair.reference)] = scored.score;
        }
    }

    std::optional<double> at(std::uint32_t a, std::uint32_t b) const {
        return scores_[index(std::min(a, b), std::max(a, b))];
    }

  private:
    /// Row a < b of the upper triangle.
    std::size_t index(std::size_t a, std::size_t b) const { return a * (2 * prints_ - a - 1) / 2 + (b - a - 1); }

    std::size_t prints_;
    std::vector<std::optional<double>> scores_;
};

/// The prints of each finger, in the order of the set.
std::vector<std::vector<std::uint32_t>> prints_by_finger(const SetReport& report) {
    std::vector<std::vector<std::uint32_t>> prints;
    for (std::uint32_t i = 0; i < report.prints.size(); ++i) {
        const std::uint32_t finger = report.prints[i].finger;
        prints.resize(std::max<std::size_t>(prints.size(), finger + 1));
        prints[finger].push_back(i);
    }
    return prints;
}

std::string person_of(const std::string& finger) {
    const auto underscore = finger.rfind('_');
    return underscore == std::string::npos ? std::string() : finger.substr(0, underscore);
}

class Fuser {
  public:
    Fuser(const SetReport& report, std::span<const FingerGroup> groups)
        : table_(report), prints_(prints_by_finger(report)), groups_(groups) {}

    /// Adds the comparisons of group a with group b, the same for genuine ones.
    void compare(std::uint32_t a, std::uint32_t b, std::vector<FingerScore>& fused) const {
        const std::size_t impressions = std::min(least_impressions(groups_[a]), least_impressions(groups_[b]));
        for (std::size_t i = 0; i < impressions; ++i) {
            for (std::size_t j = a == b ? i + 1 : i; j < impressions; ++j) {
                if (const auto score = sum(groups_[a], i, groups_[b], j)) {
                    fused.push_back({*score, a, b});
                }
            }
        }
    }

  private:
    std::size_t least_impressions(const FingerGroup& group) const {
        std::size_t least = prints_[group.front()].size();
        for (const std::uint32_t finger : group) {
            least = std::min(least, prints_[finger].size());
        }
        return least;
    }

    std::optional<double> sum(const FingerGroup& probe, std::size_t i, const FingerGroup& reference,
                              std::size_t j) const {
        double total = 0;
        for (std::size_t k = 0; k < probe.size(); ++k) {
            const auto score = table_.at(prints_[probe[k]][i], prints_[reference[k]][j]);
            if (!score) {
                return std::nullopt;
            }
            total += *score;
        }
        return total;
    }

    ScoreTable table_;
    std::vector<std::vector<std::uint32_t>> prints_;
    std::span<const FingerGroup> groups_;
};

}  // namespace

std::vector<FingerGroup> group_fingers(std::span<const std::string> names, std::size_t size) {
    std::vector<FingerGroup> groups;
    FingerGroup group;
    for (std::uint32_t finger = 0; finger < names.size(); ++finger) {
        if (!group.empty() && person_of(names[finger]) != person_of(names[group.front()])) {
            group.clear();
        }
        group.push_back(finger);
        if (group.size() == size) {
            groups.push_back(std::move(group));
            group.clear();
        }
    }
    return groups;
}

std::vector<FingerScore> fuse(const SetReport& report, std::span<const FingerGroup> groups) {
    const Fuser fuser(report, groups);
    std::vector<FingerScore> fused;
    for (std::uint32_t a = 0; a < groups.size(); ++a) {
        for (std::uint32_t b = a; b < groups.size(); ++b) {
            fuser.compare(a, b, fused);
        }
    }
    return fused;
}

}  // namespace dactyl
