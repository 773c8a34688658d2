#include "bench/accuracy/gallery.hpp"

#include <algorithm>

namespace dactyl {
namespace {

constexpr std::size_t kMostBridges = 16;  ///< other prints of the finger that are tried

/// b into a, through c.
RigidTransform composed(const RigidTransform& c_to_a, const RigidTransform& b_to_c) {
    RigidTransform out;
    out.cosine = c_to_a.cosine * b_to_c.cosine - c_to_a.sine * b_to_c.sine;
    out.sine = c_to_a.sine * b_to_c.cosine + c_to_a.cosine * b_to_c.sine;
    out.dx = c_to_a.cosine * b_to_c.dx - c_to_a.sine * b_to_c.dy + c_to_a.dx;
    out.dy = c_to_a.sine * b_to_c.dx + c_to_a.cosine * b_to_c.dy + c_to_a.dy;
    return out;
}

class Explainer {
  public:
    Explainer(const SetReport& report, const MatchOptions& options, const FailureLimits& limits)
        : report_(report), options_(options), limits_(limits) {}

    Failure explain_pair(const ScoredPair& scored) {
        Failure failure;
        failure.scored = scored;
        const PrintOutcome& first = report_.prints[scored.pair.probe];
        const PrintOutcome& second = reference_of(report_, scored.pair);
        if (!first.print || !second.print) {
            failure.reason = FailureReason::kNotEnrolled;
            return failure;
        }
        const Explanation own =
            explain(Probe(*first.print, options_), Reference(*second.print, options_), scratch_, options_);
        failure.pairs = own.pairs;
        if (scored.pair.genuine) {
            if (const auto transform = bridged(scored.pair)) {
                failure.overlap = overlap_of(*first.print, *second.print, *transform);
            }
        } else if (!own.gated) {
            failure.overlap = overlap_of(*first.print, *second.print, own.alignment);
        }
        failure.reason = classify(*first.print, *second.print, failure);
        return failure;
    }

  private:
    FailureReason classify(const Template& first, const Template& second, const Failure& failure) const {
        const bool genuine = failure.scored.pair.genuine;
        if (std::min(first.minutiae.size(), second.minutiae.size()) < limits_.fewest_minutiae) {
            return FailureReason::kFewMinutiae;
        }
        if (failure.overlap && failure.overlap->share < limits_.least_overlap) {
            return FailureReason::kSmallOverlap;
        }
        const bool recurs = !genuine || !failure.overlap || failure.overlap->recurrence >= limits_.least_recurrence;
        if (std::min(first.quality, second.quality) < limits_.least_quality || !recurs) {
            return FailureReason::kPoorImage;
        }
        if (!genuine) {
            return FailureReason::kAlike;
        }
        return failure.overlap ? FailureReason::kDistortion : FailureReason::kUnaligned;
    }

    /// The transform of the second print into the first by way of the third print that matches both best.
    std::optional<RigidTransform> bridged(const PrintPair& pair) {
        const Template& first = *report_.prints[pair.probe].print;
        const Template& second = *reference_of(report_, pair).print;
        double best = limits_.bridge_score;
        std::optional<RigidTransform> found;
        std::size_t tried = 0;
        for (std::size_t i = 0; i < report_.prints.size() && tried < kMostBridges; ++i) {
            const PrintOutcome& third = report_.prints[i];
            if (i == pair.probe || i == pair.reference || !third.print ||
                third.finger != report_.prints[pair.probe].finger) {
                continue;
            }
            ++tried;
            const Explanation here =
                explain(Probe(first, options_), Reference(*third.print, options_), scratch_, options_);
            const Explanation there =
                explain(Probe(*third.print, options_), Reference(second, options_), scratch_, options_);
            const double weaker = std::min(here.score, there.score).value();
            if (weaker >= best) {
                best = weaker;
                found = composed(here.alignment, there.alignment);
            }
        }
        return found;
    }

    const SetReport& report_;
    MatchOptions options_;
    FailureLimits limits_;
    MatchScratch scratch_;
};

}  // namespace

std::string_view to_string(FailureReason reason) {
    switch (reason) {
        case FailureReason::kNotEnrolled:
            return "failure to enrol";
        case FailureReason::kFewMinutiae:
            return "few minutiae";
        case FailureReason::kSmallOverlap:
            return "small overlap";
        case FailureReason::kPoorImage:
            return "poor image";
        case FailureReason::kDistortion:
            return "distortion";
        case FailureReason::kUnaligned:
            return "no third print aligns them";
        case FailureReason::kAlike:
            return "alike";
    }
    return "unknown";
}

const PrintOutcome& reference_of(const SetReport& report, const PrintPair& pair) {
    return report.second_altered(pair) ? report.alterations[pair.reference] : report.prints[pair.reference];
}

SetFailures find_failures(const SetReport& report, std::size_t impostors, const MatchOptions& options,
                          const FailureLimits& limits) {
    SetFailures failures;
    const ErrorCurve curve = report.curve();
    failures.threshold = curve.at_fmr(1'000).threshold;
    std::vector<ScoredPair> missed;
    std::vector<ScoredPair> highest;
    for (const ScoredPair& scored : report.scores) {
        if (!scored.pair.genuine) {
            highest.push_back(scored);
        } else if (scored.score < failures.threshold) {
            missed.push_back(scored);
        }
    }
    std::stable_sort(missed.begin(), missed.end(), [](const auto& a, const auto& b) { return a.score < b.score; });
    std::stable_sort(highest.begin(), highest.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
    highest.resize(std::min(highest.size(), impostors));
    Explainer explainer(report, options, limits);
    for (const ScoredPair& scored : missed) {
        failures.genuine.push_back(explainer.explain_pair(scored));
        ++failures.reasons[failures.genuine.back().reason];
    }
    for (const ScoredPair& scored : highest) {
        failures.impostors.push_back(explainer.explain_pair(scored));
    }
    return failures;
}

}  // namespace dactyl
