#include "engine/index/fusion.hpp"

#include <algorithm>
#include <numbers>
#include <set>

#include "engine/core/elementary.hpp"

namespace dactyl {
namespace {

constexpr std::size_t kMostFingers = 10;
/// Holders that each finger may propose: a mate that fails alone seldom lies farther down.
constexpr std::size_t kProposed = 100;
/// Decibels per natural unit: 10 / ln 10.
constexpr double kDecibels = 10 / std::numbers::ln10;

SearchOptions proposing(const SearchOptions& options, FingerPosition position) {
    SearchOptions out = options;
    out.most = kProposed;
    out.least = Score(0);
    out.filter.positions = GalleryFilter::position(position);
    return out;
}

SearchOptions deciding(const SearchOptions& options, const std::vector<HolderId>& holders) {
    SearchOptions out = options;
    out.most = holders.size();
    out.filter.only = holders;
    out.shortlist.share = 1;
    return out;
}

Result<void> check_fingers(std::span<const FingerProbe> fingers) {
    if (fingers.empty() || fingers.size() > kMostFingers) {
        return fail(ErrorCode::kInvalidArgument, "a fused search takes 1 to 10 fingers");
    }
    std::set<FingerPosition> known;
    for (const FingerProbe& finger : fingers) {
        if (finger.position != FingerPosition::kUnknown && !known.insert(finger.position).second) {
            return fail(ErrorCode::kInvalidArgument, "a fused search takes different fingers");
        }
    }
    return {};
}

}  // namespace

Score fused_score(std::span<const Score> scores) {
    if (scores.size() == 1) return scores.front();
    double x = 0;
    for (const Score score : scores) x += std::max(0.0, score.value()) / kDecibels;
    double term = 1;
    double sum = 0;
    for (std::size_t k = 0; k < scores.size(); ++k) {
        sum += term;
        term *= x / static_cast<double>(k + 1);
    }
    return Score(sum > 0 ? kDecibels * (x - logarithm(sum)) : 0);
}

Result<FusedReport> search_fused(const Gallery& gallery, std::span<const FingerProbe> fingers,
                                 const SearchOptions& options, std::stop_token stop) {
    if (const auto checked = check_fingers(fingers); !checked) return pass(checked);
    FusedReport report;
    std::set<HolderId> proposed;
    for (const FingerProbe& finger : fingers) {
        auto found = search(gallery, finger.probe, proposing(options, finger.position), stop);
        if (!found) return pass(found);
        for (const Candidate& candidate : found->candidates) proposed.insert(candidate.holder);
        found->candidates.clear();
        report.complete = report.complete && found->complete;
        report.searches.push_back(std::move(*found));
    }
    const std::vector<HolderId> holders(proposed.begin(), proposed.end());
    if (holders.empty()) return report;
    for (const HolderId holder : holders) {
        report.candidates.push_back({holder, Score(0), std::vector<Score>(fingers.size(), Score(0))});
    }
    for (std::size_t f = 0; f < fingers.size(); ++f) {
        const auto decided =
            search(gallery, fingers[f].probe, deciding(proposing(options, fingers[f].position), holders), stop);
        if (!decided) return pass(decided);
        report.complete = report.complete && decided->complete;
        for (const Candidate& candidate : decided->candidates) {
            const auto at = std::lower_bound(holders.begin(), holders.end(), candidate.holder) - holders.begin();
            report.candidates[static_cast<std::size_t>(at)].fingers[f] = candidate.score;
        }
    }
    for (FusedCandidate& candidate : report.candidates) candidate.score = fused_score(candidate.fingers);
    std::erase_if(report.candidates, [&](const FusedCandidate& c) { return c.score < options.least; });
    std::sort(report.candidates.begin(), report.candidates.end(), [](const FusedCandidate& a, const FusedCandidate& b) {
        return a.score != b.score ? a.score > b.score : a.holder < b.holder;
    });
    if (report.candidates.size() > options.most) report.candidates.resize(options.most);
    return report;
}

}  // namespace dactyl
