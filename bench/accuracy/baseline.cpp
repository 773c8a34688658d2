#include "bench/accuracy/baseline.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dactyl {
namespace {

using Json = nlohmann::json;

constexpr double kTail = 0.025;  ///< on each side of a 95 % interval

/// A figure, by its name for people and its field in JSON and in ErrorFigures.
struct Figure {
    const char* name;
    const char* field;
    double ErrorFigures::*value;
};

constexpr Figure kFigures[] = {{"EER", "eer", &ErrorFigures::eer}, {"FMR1000", "fmr1000", &ErrorFigures::fmr1000}};

/// The sets of a report in either of its forms, by name.
std::map<std::string, Json> sets_by_name(const Json& json) {
    std::map<std::string, Json> sets;
    const Json alone = Json::array({json});
    for (const Json& set : json.contains("sets") ? json.at("sets") : alone) {
        sets.emplace(set.at("set").get<std::string>(), set);
    }
    return sets;
}

/// Whether replicate i drew the same fingers in both runs.
bool can_be_paired(const SetReport& now, const Json& before) {
    if (!before.contains("bootstrap")) {
        return false;
    }
    const Json& bootstrap = before.at("bootstrap");
    return bootstrap.at("seed") == now.bootstrap_seed && bootstrap.at("fingers") == now.finger_names().size() &&
           bootstrap.at("eer").size() == now.replicates.size() && before.at("pairs").at("genuine") == now.genuine &&
           before.at("pairs").at("impostor") == now.impostors;
}

void add_significance(const std::vector<double>& before, const std::vector<double>& now, Difference& difference) {
    std::vector<double> changes;
    for (std::size_t i = 0; i < now.size(); ++i) {
        changes.push_back(now[i] - before[i]);
    }
    std::sort(changes.begin(), changes.end());
    const auto count = static_cast<double>(changes.size());
    const auto at = [&](double share) { return changes[static_cast<std::size_t>(share * (count - 1) + 0.5)]; };
    difference.change = Interval{at(kTail), at(1 - kTail)};
    const auto better = std::count_if(changes.begin(), changes.end(), [](double change) { return change <= 0; });
    const auto worse = std::count_if(changes.begin(), changes.end(), [](double change) { return change >= 0; });
    difference.p_value = std::min(1.0, 2 * static_cast<double>(std::min(better, worse)) / count);
}

Difference compare(const SetReport& now, const Json& before, const Figure& figure) {
    Difference difference;
    difference.set = now.set.name;
    difference.figure = figure.name;
    difference.before = before.at(figure.field).get<double>() / 100;
    difference.now = now.figures.*figure.value;
    if (can_be_paired(now, before)) {
        std::vector<double> replicates_before;
        std::vector<double> replicates_now;
        for (const Json& percent : before.at("bootstrap").at(figure.field)) {
            replicates_before.push_back(percent.get<double>() / 100);
        }
        for (const ErrorFigures& replicate : now.replicates) {
            replicates_now.push_back(replicate.*figure.value);
        }
        if (replicates_before.size() == replicates_now.size()) {
            add_significance(replicates_before, replicates_now, difference);
        }
    }
    const double allowed = before.contains("intervals95")
                               ? before.at("intervals95").at(figure.field).at(1).get<double>() / 100
                               : difference.before;
    difference.regression = difference.now > allowed || (difference.change && difference.change->low > 0);
    return difference;
}

BaselineReport compare(const EvaluationReport& report, const Json& json) {
    const std::map<std::string, Json> baselines = sets_by_name(json);
    BaselineReport out;
    for (const SetReport& set : report.sets) {
        const auto baseline = baselines.find(set.set.name);
        if (baseline == baselines.end()) {
            out.without_baseline.push_back(set.set.name);
            continue;
        }
        for (const Figure& figure : kFigures) {
            out.differences.push_back(compare(set, baseline->second, figure));
        }
    }
    return out;
}

}  // namespace

bool BaselineReport::regressed() const {
    return std::any_of(differences.begin(), differences.end(),
                       [](const Difference& difference) { return difference.regression; });
}

Result<BaselineReport> compare_with_baseline(const EvaluationReport& report, std::string_view baseline_json) {
    try {
        BaselineReport out = compare(report, Json::parse(baseline_json));
        if (out.differences.empty()) {
            return fail(ErrorCode::kNotFound, "the baseline holds none of the evaluated sets");
        }
        return out;
    } catch (const Json::exception&) {
        return fail(ErrorCode::kCorrupt, "the baseline is not the JSON of an evaluation");
    }
}

std::string baseline_table(const BaselineReport& report) {
    std::size_t width = std::string_view("set").size();
    for (const Difference& difference : report.differences) {
        width = std::max(width, difference.set.size());
    }
    std::string text =
        fmt::format("\n{:<{}} {:<8} {:>8} {:>8} {:>8} {:>16} {:>6}\n", "against the baseline",
                    std::max<std::size_t>(width, 20), "", "before", "now", "change", "95 % interval", "p");
    for (const Difference& difference : report.differences) {
        const auto& change = difference.change;
        fmt::format_to(std::back_inserter(text), "{:<{}} {:<8} {:>8.2f} {:>8.2f} {:>+8.2f} {:>16} {:>6}{}\n",
                       difference.set, std::max<std::size_t>(width, 20), difference.figure, 100 * difference.before,
                       100 * difference.now, 100 * (difference.now - difference.before),
                       change ? fmt::format("{:+.2f} - {:+.2f}", 100 * change->low, 100 * change->high) : "not paired",
                       difference.p_value ? fmt::format("{:.3f}", *difference.p_value) : "-",
                       difference.regression ? "  REGRESSION" : "");
    }
    for (const std::string& set : report.without_baseline) {
        fmt::format_to(std::back_inserter(text), "{}: not in the baseline\n", set);
    }
    return text;
}

}  // namespace dactyl
