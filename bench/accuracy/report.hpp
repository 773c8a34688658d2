#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bench/accuracy/bootstrap.hpp"
#include "bench/accuracy/identification_report.hpp"
#include "bench/accuracy/pairing.hpp"
#include "bench/accuracy/threshold_rates.hpp"
#include "datasets/reader.hpp"
#include "engine/core/result.hpp"
#include "engine/core/template.hpp"

namespace dactyl {

/// What became of one picture of a set.
struct PrintOutcome {
    std::uint32_t finger = 0;       ///< index of its finger, in the set's order
    std::optional<Template> print;  ///< nothing: failure to enrol
    Error failure;                  ///< the reason then
    double extraction_ms = 0;  ///< CPU time of extract(), decoding excluded; 0 where the picture could not be decoded
    std::size_t template_bytes = 0;  ///< in the native form
};

/// One comparison; a failed extraction on either side scores 0.
struct ScoredPair {
    PrintPair pair;
    double score = 0;  ///< calibrated
};

/// Median and 95th percentile (nearest rank); zeros of nothing.
struct Spread {
    double median = 0;
    double p95 = 0;
};

Spread spread_of(std::vector<double> values);

/// Speeds as CPU time of the thread that worked: they mean one core, also on a busy machine and with many threads.
struct Speed {
    Spread extraction_ms;
    double comparisons_per_second =
        0;  ///< probe and reference prepared beforehand; pairs without a template do not count
};

/// What several fingers presented together reach.
struct FusionReport {
    std::size_t fingers = 0;  ///< in a group
    std::size_t groups = 0;
    std::size_t genuine = 0;
    std::size_t impostors = 0;
    ErrorFigures figures;
    std::vector<ErrorFigures> replicates;  ///< over groups
};

/// Everything that an evaluation of one set found out.
struct SetReport {
    Dataset set;
    std::uint16_t extractor_version = 0;
    std::uint16_t matcher_version = 0;
    std::vector<PrintOutcome> prints;       ///< as set.prints
    std::vector<PrintOutcome> alterations;  ///< empty, or as prints: the altered second prints
    bool impostors_altered = false;         ///< the second prints of impostor pairs are `alterations`, too
    std::vector<ScoredPair> scores;         ///< in the order of pair_prints()
    std::size_t genuine = 0;
    std::size_t impostors = 0;
    ErrorFigures figures;
    std::vector<ErrorFigures> replicates;  ///< of the bootstrap over fingers
    std::uint64_t bootstrap_seed = 0;
    std::vector<ThresholdRates> thresholds;  ///< at kUsualThresholds
    Speed speed;
    Spread template_bytes;
    std::optional<FusionReport> fusion;
    std::optional<IdentificationReport> identification;

    /// Whether the pair's second print is one of `alterations`.
    bool second_altered(const PrintPair& pair) const {
        return !alterations.empty() && (pair.genuine || impostors_altered);
    }
    /// Prints (of `prints`) that could not be enrolled.
    std::size_t failures_to_enrol() const;
    /// Name of each finger, by PrintOutcome::finger.
    std::vector<std::string> finger_names() const;
    ErrorCurve curve() const;
};

/// All comparisons of several sets thrown together: what one threshold for all of them reaches.
struct PooledReport {
    ErrorFigures figures;
    std::vector<ThresholdRates> thresholds;  ///< at kUsualThresholds
    std::vector<ThresholdRates> sets;        ///< of each set at the pooled threshold of FMR1000
};

struct EvaluationReport {
    std::vector<SetReport> sets;  ///< not empty
    std::string machine;          ///< where it ran, for people; may be empty
    ErrorFigures mean;
    std::vector<ErrorFigures> mean_replicates;
    PooledReport pooled;
};

/// Adds what follows from several sets together. `sets` is not empty.
EvaluationReport summarise(std::vector<SetReport> sets);

}  // namespace dactyl
