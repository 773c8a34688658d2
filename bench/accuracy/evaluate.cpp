#include "bench/accuracy/evaluate.hpp"

#include <mutex>

#include <fmt/format.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "bench/accuracy/cpu_stopwatch.hpp"
#include "bench/accuracy/enrolment.hpp"
#include "bench/accuracy/fusion.hpp"
#include "bench/accuracy/identification.hpp"
#include "bench/accuracy/on_threads.hpp"
#include "engine/extract/extract.hpp"
#include "engine/match/compare.hpp"

namespace dactyl {
namespace {

constexpr int kMostThreads = 1024;
constexpr int kMostFused = 10;  ///< a person has no more fingers

/// Turns units of work that finish on many threads into calls of an EvaluateProgress, one at a time.
class ProgressMeter {
  public:
    ProgressMeter(const EvaluateProgress& progress, EvaluatePhase phase, std::size_t total)
        : progress_(progress), phase_(phase), total_(total) {}

    void advance(std::size_t units) {
        if (!progress_) {
            return;
        }
        const std::scoped_lock lock(mutex_);
        done_ += units;
        progress_(phase_, done_, total_);
    }

  private:
    const EvaluateProgress& progress_;
    EvaluatePhase phase_;
    std::size_t total_;
    std::mutex mutex_;
    std::size_t done_ = 0;
};

/// The comparisons of one probe: pairs [begin, end) of the protocol.
struct Row {
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::vector<Row> rows_of(std::span<const PrintPair> pairs) {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (i == 0 || pairs[i].probe != pairs[i - 1].probe) {
            rows.push_back({i, i});
        }
        rows.back().end = i + 1;
    }
    return rows;
}

template <class Prepared>
std::vector<std::optional<Prepared>> prepare(std::span<const PrintOutcome> prints, const MatchOptions& options) {
    std::vector<std::optional<Prepared>> prepared(prints.size());
    tbb::parallel_for(std::size_t{0}, prints.size(), [&](std::size_t i) {
        if (prints[i].print) {
            prepared[i].emplace(*prints[i].print, options);
        }
    });
    return prepared;
}

/// What one thread has done so far.
struct Worker {
    MatchScratch scratch;
    double seconds = 0;
    std::size_t comparisons = 0;
};

struct Comparisons {
    std::vector<ScoredPair> scores;
    double per_second = 0;
};

Comparisons compare_pairs(std::span<const PrintPair> pairs, const SetReport& report, const MatchOptions& options,
                          const WorkDone& done, const std::stop_token& stop) {
    const auto probes = prepare<Probe>(report.prints, options);
    const auto references = prepare<Reference>(report.prints, options);
    const auto alterations = prepare<Reference>(report.alterations, options);
    Comparisons result;
    result.scores.resize(pairs.size());
    tbb::enumerable_thread_specific<Worker> workers;
    const std::vector<Row> rows = rows_of(pairs);
    tbb::parallel_for(std::size_t{0}, rows.size(), [&](std::size_t r) {
        if (stop.stop_requested()) {
            return;
        }
        Worker& worker = workers.local();
        const CpuStopwatch watch;
        for (std::size_t i = rows[r].begin; i < rows[r].end; ++i) {
            const PrintPair& pair = pairs[i];
            const auto& second = report.second_altered(pair) ? alterations : references;
            const auto& probe = probes[pair.probe];
            const auto& reference = second[pair.reference];
            result.scores[i].pair = pair;
            if (probe && reference) {
                result.scores[i].score = compare(*probe, *reference, worker.scratch, options).value();
                ++worker.comparisons;
            }
        }
        worker.seconds += watch.seconds();
        done(rows[r].end - rows[r].begin);
    });
    double seconds = 0;
    std::size_t comparisons = 0;
    for (const Worker& worker : workers) {
        seconds += worker.seconds;
        comparisons += worker.comparisons;
    }
    result.per_second = seconds > 0 ? static_cast<double>(comparisons) / seconds : 0;
    return result;
}

std::vector<FingerScore> finger_scores(const SetReport& report) {
    std::vector<FingerScore> scores;
    scores.reserve(report.scores.size());
    for (const ScoredPair& scored : report.scores) {
        scores.push_back(
            {scored.score, report.prints[scored.pair.probe].finger, report.prints[scored.pair.reference].finger});
    }
    return scores;
}

/// Fills in what follows from prints and scores.
void add_figures(SetReport& report, const BootstrapOptions& options) {
    const ErrorCurve curve = report.curve();
    report.genuine = curve.genuine();
    report.impostors = curve.impostors();
    report.figures = figures_of(curve);
    report.thresholds = usual_rates(curve);
    report.replicates = bootstrap(finger_scores(report), options);
    report.bootstrap_seed = options.seed;
    std::vector<double> milliseconds;
    std::vector<double> bytes;
    for (const PrintOutcome& outcome : report.prints) {
        if (outcome.print) {
            milliseconds.push_back(outcome.extraction_ms);
            bytes.push_back(static_cast<double>(outcome.template_bytes));
        }
    }
    report.speed.extraction_ms = spread_of(std::move(milliseconds));
    report.template_bytes = spread_of(std::move(bytes));
}

Result<FusionReport> fuse_fingers(const SetReport& report, const EvaluateOptions& options) {
    const auto groups = group_fingers(report.finger_names(), static_cast<std::size_t>(options.fused_fingers));
    const std::vector<FingerScore> fused = fuse(report, groups);
    std::vector<double> genuine;
    std::vector<double> impostor;
    for (const FingerScore& score : fused) {
        (score.genuine() ? genuine : impostor).push_back(score.score);
    }
    if (genuine.empty() || impostor.empty()) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("'{}' has too few fingers to fuse {}",
                                                             report.set.folder.string(), options.fused_fingers));
    }
    FusionReport out;
    out.fingers = static_cast<std::size_t>(options.fused_fingers);
    out.groups = groups.size();
    out.genuine = genuine.size();
    out.impostors = impostor.size();
    out.figures = figures_of(ErrorCurve(genuine, impostor));
    out.replicates = bootstrap(fused, options.bootstrap);
    return out;
}

/// The protocols beyond verification that were asked for.
Result<void> add_protocols(SetReport& report, const EvaluateOptions& options) {
    if (options.fused_fingers > 0) {
        Result<FusionReport> fusion = fuse_fingers(report, options);
        if (!fusion) {
            return pass(fusion);
        }
        report.fusion = std::move(*fusion);
    }
    if (options.identification) {
        Result<IdentificationReport> identification = identify_prints(report.prints, options.match);
        if (!identification) {
            return pass(identification);
        }
        report.identification = std::move(*identification);
    }
    return {};
}

SetReport begin_report(const Dataset& set) {
    SetReport report;
    report.set = set;
    report.extractor_version = extractor_version();
    report.matcher_version = matcher_version();
    return report;
}

/// Compares the enrolled prints and counts.
Result<SetReport> finish_report(SetReport report, std::span<const PrintPair> pairs, const EvaluateOptions& options,
                                const EvaluateProgress& progress, const std::stop_token& stop) {
    ProgressMeter comparison(progress, EvaluatePhase::kComparison, pairs.size());
    const WorkDone compared = [&](std::size_t units) { comparison.advance(units); };
    Comparisons comparisons = compare_pairs(pairs, report, options.match, compared, stop);
    report.scores = std::move(comparisons.scores);
    report.speed.comparisons_per_second = comparisons.per_second;
    if (stop.stop_requested()) {
        return fail(ErrorCode::kCancelled, fmt::format("evaluation of '{}' was cancelled", report.set.folder.string()));
    }
    add_figures(report, options.bootstrap);
    if (const Result<void> added = add_protocols(report, options); !added) {
        return pass(added);
    }
    return report;
}

Result<SetReport> evaluate_pairs(const Dataset& set, std::span<const PrintPair> pairs, const EvaluateOptions& options,
                                 const EvaluateProgress& progress, const std::stop_token& stop) {
    SetReport report = begin_report(set);
    const bool alter = !options.alteration.none();
    ProgressMeter extraction(progress, EvaluatePhase::kExtraction, set.prints.size() * (alter ? 2 : 1));
    const WorkDone extracted = [&](std::size_t units) { extraction.advance(units); };
    report.prints = enrol_prints(set, options, extracted, stop);
    if (alter) {
        report.alterations = enrol_alterations(set, report.prints, options, extracted, stop);
        report.impostors_altered = options.alteration.of_all_pairs();
    }
    return finish_report(std::move(report), pairs, options, progress, stop);
}

}  // namespace

Result<void> EvaluateOptions::check() const {
    if (threads < 0 || threads > kMostThreads) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("threads must lie between 0 (all) and {}", kMostThreads));
    }
    if (fused_fingers != 0 && (fused_fingers < 2 || fused_fingers > kMostFused)) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("fingers to fuse must lie between 2 and {}", kMostFused));
    }
    if (fused_fingers != 0 && impostors != ImpostorRule::kAll) {
        return fail(ErrorCode::kInvalidArgument, "fusing fingers needs all impostor pairs");
    }
    for (const auto& part : {alteration.check(), extract.check(), match.check(), bootstrap.check()}) {
        if (!part) {
            return part;
        }
    }
    return {};
}

Result<std::vector<PrintPair>> pairs_of(const Dataset& set, const EvaluateOptions& options) {
    if (auto checked = options.check(); !checked) {
        return pass(checked);
    }
    auto pairs = pair_prints(finger_indices(set), options.impostors);
    if (!pairs) {
        return fail(pairs.error().code, fmt::format("'{}': {}", set.folder.string(), pairs.error().message));
    }
    return pairs;
}

Result<SetReport> evaluate(const Dataset& set, const EvaluateOptions& options, const EvaluateProgress& progress,
                           std::stop_token stop) {
    const auto pairs = pairs_of(set, options);
    if (!pairs) {
        return pass(pairs);
    }
    if (set.templates && !options.alteration.none()) {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("'{}' holds templates: only pictures can be turned or cropped", set.folder.string()));
    }
    return on_threads(options.threads, [&] { return evaluate_pairs(set, *pairs, options, progress, stop); });
}

Result<SetReport> evaluate_enrolled(const Dataset& set, std::vector<PrintOutcome> prints,
                                    const EvaluateOptions& options, const EvaluateProgress& progress,
                                    std::stop_token stop) {
    const auto pairs = pairs_of(set, options);
    if (!pairs) {
        return pass(pairs);
    }
    return on_threads(options.threads, [&] {
        SetReport report = begin_report(set);
        report.prints = std::move(prints);
        return finish_report(std::move(report), *pairs, options, progress, stop);
    });
}

}  // namespace dactyl
