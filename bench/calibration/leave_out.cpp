#include "bench/calibration/leave_out.hpp"

#include <algorithm>

namespace dactyl {
namespace {

constexpr std::uint64_t kOneIn = 1'000;
constexpr std::uint64_t kOneInMany = 10'000;

ErrorCurve curve_without(const Trial& trial, std::size_t left_out) {
    SetScores pooled;
    for (std::size_t set = 0; set < trial.sets.size(); ++set) {
        if (set == left_out) continue;
        const SetScores& scores = trial.sets[set];
        pooled.genuine.insert(pooled.genuine.end(), scores.genuine.begin(), scores.genuine.end());
        pooled.impostor.insert(pooled.impostor.end(), scores.impostor.begin(), scores.impostor.end());
    }
    return {pooled.genuine, pooled.impostor};
}

double share_from(std::span<const double> scores, double threshold) {
    const auto above = std::count_if(scores.begin(), scores.end(), [&](double score) { return score >= threshold; });
    return static_cast<double>(above) / static_cast<double>(scores.size());
}

}  // namespace

double loss_without(const Trial& trial, std::size_t left_out) {
    const ErrorCurve curve = curve_without(trial, left_out);
    return (curve.equal_error_rate() + curve.fnmr(curve.at_fmr(kOneIn)) + curve.fnmr(curve.at_fmr(kOneInMany))) / 3;
}

std::size_t choose_without(std::span<const Trial> trials, std::size_t left_out, double tolerance) {
    std::vector<double> losses;
    for (const Trial& trial : trials) losses.push_back(loss_without(trial, left_out));
    const double most = *std::min_element(losses.begin(), losses.end()) + tolerance;
    const auto chosen = std::find_if(losses.begin(), losses.end(), [&](double loss) { return loss <= most; });
    return static_cast<std::size_t>(chosen - losses.begin());
}

LeftOutErrors left_out_errors(const Trial& trial, std::size_t left_out) {
    const ErrorCurve others = curve_without(trial, left_out);
    const double threshold = others.at_fmr(kOneIn).threshold;
    const SetScores& scores = trial.sets[left_out];
    return {1 - share_from(scores.genuine, threshold), share_from(scores.impostor, threshold)};
}

}  // namespace dactyl
