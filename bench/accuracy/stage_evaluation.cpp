#include "bench/accuracy/stage_evaluation.hpp"

#include <algorithm>
#include <iterator>
#include <mutex>

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include "bench/accuracy/compact_json.hpp"
#include "bench/accuracy/on_threads.hpp"
#include "datasets/synthetic/population/ground_truth_file.hpp"
#include "engine/extract/extract.hpp"
#include "engine/image/files/picture_file.hpp"

namespace dactyl {
namespace {

std::filesystem::path truth_path(const Dataset& set, const DatasetPrint& print) {
    return set.folder / "truth" / (print.stem + ".dgt");
}

Result<StageAccuracy> judge_print(const Dataset& set, const DatasetPrint& print, const ExtractOptions& options) {
    const Result<GroundTruth> truth = read_ground_truth(truth_path(set, print));
    if (!truth) {
        return pass(truth);
    }
    const auto image = read_picture(print.path, set.dpi);
    if (!image) {
        return pass(image);
    }
    StageAccuracy accuracy;
    accuracy.prints = 1;
    StageJudge judge(*truth, accuracy);
    const Result<Template> found = extract(*image, options, &judge);
    accuracy.failures = found ? 0 : 1;
    add_minutiae(found ? std::span<const Minutia>(found->minutiae) : std::span<const Minutia>(), *truth, accuracy);
    return accuracy;
}

}  // namespace

Result<StageAccuracy> evaluate_stages(const Dataset& set, const EvaluateOptions& options,
                                      const ProgressCallback& progress, std::stop_token stop) {
    if (auto checked = options.check(); !checked) {
        return pass(checked);
    }
    if (set.templates) {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("'{}' holds templates: stages are judged on pictures", set.folder.string()));
    }
    std::vector<Result<StageAccuracy>> judged(set.prints.size());
    std::mutex mutex;
    std::size_t done = 0;
    on_threads(options.threads, [&] {
        tbb::parallel_for(std::size_t{0}, set.prints.size(), [&](std::size_t i) {
            if (stop.stop_requested()) {
                return;
            }
            judged[i] = judge_print(set, set.prints[i], options.extract);
            const std::scoped_lock lock(mutex);
            ++done;
            if (progress) {
                progress(done, set.prints.size());
            }
        });
    });
    if (stop.stop_requested()) {
        return fail(ErrorCode::kCancelled, fmt::format("evaluation of '{}' was cancelled", set.folder.string()));
    }
    StageAccuracy total;
    for (const Result<StageAccuracy>& print : judged) {
        if (!print) {
            return pass(print);
        }
        total += *print;
    }
    return total;
}

std::string stage_table(const std::vector<StageReport>& sets) {
    std::size_t width = std::string_view("set").size();
    for (const StageReport& set : sets) {
        width = std::max(width, set.set.size());
    }
    std::string text =
        fmt::format("{:<{}} {:>6} {:>4} {:>9} {:>9} {:>8} {:>8} {:>9} {:>7} {:>6} {:>8} {:>8} {:>6}\n", "", width, "",
                    "", "ridges", "ridges", "period", "mask", "minutiae", "", "", "place", "turn", "kind");
    fmt::format_to(std::back_inserter(text),
                   "{:<{}} {:>6} {:>4} {:>9} {:>9} {:>8} {:>8} {:>9} {:>7} {:>6} {:>8} {:>8} {:>6}\n", "set", width,
                   "prints", "FTE", "good, deg", "bad, deg", "off, %", "wrong, %", "precision", "recall", "F1",
                   "off, px", "off, deg", "right");
    for (const StageReport& set : sets) {
        const StageAccuracy& accuracy = set.accuracy;
        fmt::format_to(std::back_inserter(text),
                       "{:<{}} {:>6} {:>4} {:>9.1f} {:>9.1f} {:>8.1f} {:>8.1f} {:>9.1f} {:>7.1f} {:>6.1f} {:>8.2f} "
                       "{:>8.1f} {:>6.1f}\n",
                       set.set, width, accuracy.prints, accuracy.failures, accuracy.good_orientation_rmse(),
                       accuracy.bad_orientation_rmse(), 100 * accuracy.frequency.mean(),
                       100 * accuracy.segmentation.mean(), 100 * accuracy.precision(), 100 * accuracy.recall(),
                       100 * accuracy.f1(), accuracy.position.mean(), accuracy.direction.mean(),
                       100 * accuracy.kind.mean());
    }
    return text;
}

std::string stage_json(const std::vector<StageReport>& sets) {
    nlohmann::ordered_json json;
    json["extractor_version"] = extractor_version();
    json["stages"] = nlohmann::ordered_json::array();
    for (const StageReport& set : sets) {
        const StageAccuracy& accuracy = set.accuracy;
        json["stages"].push_back(
            {{"set", set.set},
             {"prints", accuracy.prints},
             {"failures_to_enrol", accuracy.failures},
             {"orientation_rmse_degrees",
              {{"good", accuracy.good_orientation_rmse()}, {"bad", accuracy.bad_orientation_rmse()}}},
             {"frequency_error_percent", 100 * accuracy.frequency.mean()},
             {"segmentation_error_percent", 100 * accuracy.segmentation.mean()},
             {"minutiae",
              {{"precision", 100 * accuracy.precision()},
               {"recall", 100 * accuracy.recall()},
               {"f1", 100 * accuracy.f1()}}},
             {"position_error_px", accuracy.position.mean()},
             {"direction_error_degrees", accuracy.direction.mean()},
             {"kind_accuracy_percent", 100 * accuracy.kind.mean()}});
    }
    return compact_json(json);
}

}  // namespace dactyl
