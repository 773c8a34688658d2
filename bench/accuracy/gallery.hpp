#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "bench/accuracy/report.hpp"
#include "engine/match/compare.hpp"
#include "engine/match/options.hpp"

namespace dactyl {

/// Why a comparison went wrong, as far as the harness can tell; the first that applies.
enum class FailureReason {
    kNotEnrolled,   ///< a print that could not be extracted
    kFewMinutiae,   ///< fewer than FailureLimits::fewest_minutiae on one side
    kSmallOverlap,  ///< too little of the finger is on both prints
    kPoorImage,     ///< low quality, or minutiae that do not come again on the other print
    kDistortion,    ///< genuine: overlap, minutiae and quality would suffice
    kUnaligned,     ///< genuine: no third print tells how the two lie on each other
    kAlike,         ///< impostor: a true resemblance of minutiae
};

std::string_view to_string(FailureReason reason);

/// Where the classes begin; chosen by looking at the failures of the present engine, not tuned.
struct FailureLimits {
    std::size_t fewest_minutiae = 15;
    double least_overlap = 0.35;     ///< of the smaller foreground
    double least_quality = 30;       ///< of the worse print, 0 to 100
    double least_recurrence = 0.40;  ///< share of the minutiae inside the overlap that come again
    double bridge_score = 30;        ///< calibrated score from which a third print's alignment is trusted
};

/// How two prints lie on each other.
struct PairOverlap {
    double share = 0;       ///< of the smaller foreground, 0 to 1
    double recurrence = 0;  ///< share of the fewer minutiae inside the overlap that have a counterpart (kCounterpart*)
};

/// One comparison that went wrong.
struct Failure {
    ScoredPair scored;
    FailureReason reason = FailureReason::kAlike;
    std::optional<PairOverlap> overlap;
    std::vector<MinutiaPair> pairs;  ///< what the matcher paired
};

struct SetFailures {
    double threshold = 0;                          ///< of FMR1000 on this set
    std::vector<Failure> genuine;                  ///< below it, by rising score
    std::vector<Failure> impostors;                ///< the highest, by falling score
    std::map<FailureReason, std::size_t> reasons;  ///< of the genuine ones
};

/// Finds and explains the failures of a set: every genuine comparison below the threshold of FMR1000, and the
/// `impostors` highest impostor comparisons. A failed pair's own alignment cannot be believed; how the two lie on each
/// other is learnt from a third print of the finger that matches both. Thread-safe; some milliseconds a failure.
SetFailures find_failures(const SetReport& report, std::size_t impostors, const MatchOptions& options = {},
                          const FailureLimits& limits = {});

/// The print that stood on the reference side of a comparison: the altered one for genuine pairs of an altered run.
const PrintOutcome& reference_of(const SetReport& report, const PrintPair& pair);

/// The overlap of two prints; `transform` takes points of the second into the first.
PairOverlap overlap_of(const Template& first, const Template& second, const RigidTransform& transform);

}  // namespace dactyl
