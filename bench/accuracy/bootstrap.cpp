#include "bench/accuracy/bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

namespace dactyl {
namespace {

constexpr int kMostReplicates = 100'000;
constexpr int kMostRedraws = 1000;  ///< of one replicate; two fingers already succeed every other time
constexpr double kTail = 0.025;     ///< on each side of a 95 % interval

/// How often each finger is drawn. std::mt19937_64 is the same everywhere; the standard's distributions are not.
void draw(std::mt19937_64& random, std::vector<std::uint64_t>& times) {
    std::fill(times.begin(), times.end(), 0);
    for (std::size_t i = 0; i < times.size(); ++i) {
        ++times[((random() >> 32U) * times.size()) >> 32U];
    }
}

class Resampler {
  public:
    explicit Resampler(std::span<const FingerScore> scores) : by_score_(scores.begin(), scores.end()) {
        std::sort(by_score_.begin(), by_score_.end(), [](const auto& a, const auto& b) { return a.score < b.score; });
        for (const FingerScore& score : by_score_) {
            fingers_ = std::max({fingers_, score.probe_finger + 1, score.reference_finger + 1});
        }
    }

    std::uint32_t fingers() const { return fingers_; }

    /// `drawn` is scratch.
    ErrorFigures replicate(std::uint64_t seed, std::vector<WeightedScore>& drawn) const {
        std::mt19937_64 random(seed);
        std::vector<std::uint64_t> times(fingers_);
        for (int redraw = 0; redraw < kMostRedraws; ++redraw) {
            draw(random, times);
            weigh(times, drawn);
            const ErrorCurve curve{std::span<const WeightedScore>(drawn)};
            if (curve.genuine() > 0 && curve.impostors() > 0) {
                return figures_of(curve);
            }
        }
        return {};
    }

  private:
    void weigh(std::span<const std::uint64_t> times, std::vector<WeightedScore>& drawn) const {
        drawn.clear();
        for (const FingerScore& score : by_score_) {
            const std::uint64_t weight =
                score.genuine() ? times[score.probe_finger] : times[score.probe_finger] * times[score.reference_finger];
            if (weight > 0) {
                drawn.push_back({score.score, score.genuine(), weight});
            }
        }
    }

    std::vector<FingerScore> by_score_;
    std::uint32_t fingers_ = 0;
};

Interval interval_of(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const auto at = [&values](double share) {
        return values[static_cast<std::size_t>(std::lround(share * static_cast<double>(values.size() - 1)))];
    };
    return {at(kTail), at(1 - kTail)};
}

template <class Figure>
Interval interval_of(std::span<const ErrorFigures> replicates, const Figure& figure) {
    std::vector<double> values;
    for (const ErrorFigures& replicate : replicates) {
        values.push_back(figure(replicate));
    }
    return interval_of(std::move(values));
}

}  // namespace

Result<void> BootstrapOptions::check() const {
    if (replicates < 0 || replicates > kMostReplicates) {
        return fail(ErrorCode::kInvalidArgument, "bootstrap replicates must lie between 0 and 100000");
    }
    return {};
}

std::vector<ErrorFigures> bootstrap(std::span<const FingerScore> scores, const BootstrapOptions& options) {
    const Resampler resampler(scores);
    if (resampler.fingers() < 2) {
        return {};
    }
    std::vector<ErrorFigures> replicates(static_cast<std::size_t>(options.replicates));
    tbb::enumerable_thread_specific<std::vector<WeightedScore>> drawn;
    tbb::parallel_for(std::size_t{0}, replicates.size(),
                      [&](std::size_t i) { replicates[i] = resampler.replicate(options.seed + i, drawn.local()); });
    return replicates;
}

std::optional<FigureIntervals> intervals_of(std::span<const ErrorFigures> replicates) {
    if (replicates.empty()) {
        return std::nullopt;
    }
    FigureIntervals intervals;
    intervals.eer = interval_of(replicates, [](const auto& figures) { return figures.eer; });
    intervals.fmr100 = interval_of(replicates, [](const auto& figures) { return figures.fmr100; });
    intervals.fmr1000 = interval_of(replicates, [](const auto& figures) { return figures.fmr1000; });
    intervals.zero_fmr = interval_of(replicates, [](const auto& figures) { return figures.zero_fmr; });
    if (std::all_of(replicates.begin(), replicates.end(),
                    [](const auto& figures) { return figures.fmr10000.has_value(); })) {
        intervals.fmr10000 = interval_of(replicates, [](const auto& figures) { return *figures.fmr10000; });
    }
    return intervals;
}

std::vector<ErrorFigures> mean_replicates(std::span<const std::vector<ErrorFigures>> sets) {
    std::size_t count = sets.empty() ? 0 : sets.front().size();
    for (const auto& set : sets) {
        count = std::min(count, set.size());
    }
    std::vector<ErrorFigures> means;
    for (std::size_t i = 0; i < count; ++i) {
        std::vector<ErrorFigures> replicate;
        for (const auto& set : sets) {
            replicate.push_back(set[i]);
        }
        means.push_back(mean_of(replicate));
    }
    return means;
}

}  // namespace dactyl
