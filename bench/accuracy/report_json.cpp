#include <cmath>

#include "bench/accuracy/compact_json.hpp"
#include "bench/accuracy/report_files.hpp"

namespace dactyl {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kReplicateScale = 1e4;  ///< replicates are kept to 1/10000 of a percent

double percent(double rate) { return 100 * rate; }

Json optional_percent(const std::optional<double>& rate) { return rate ? Json(percent(*rate)) : Json(nullptr); }

void add_figures(Json& json, const ErrorFigures& figures) {
    json["eer"] = percent(figures.eer);
    json["fmr100"] = percent(figures.fmr100);
    json["fmr1000"] = percent(figures.fmr1000);
    json["fmr10000"] = optional_percent(figures.fmr10000);
    json["zero_fmr"] = percent(figures.zero_fmr);
}

Json interval_json(const Interval& interval) { return Json::array({percent(interval.low), percent(interval.high)}); }

void add_intervals(Json& json, std::span<const ErrorFigures> replicates) {
    const auto intervals = intervals_of(replicates);
    if (!intervals) {
        return;
    }
    Json& out = json["intervals95"];
    out["eer"] = interval_json(intervals->eer);
    out["fmr100"] = interval_json(intervals->fmr100);
    out["fmr1000"] = interval_json(intervals->fmr1000);
    out["fmr10000"] = intervals->fmr10000 ? interval_json(*intervals->fmr10000) : Json(nullptr);
    out["zero_fmr"] = interval_json(intervals->zero_fmr);
}

/// What a later run needs to resample the same fingers and pair its replicates with these.
Json bootstrap_json(const SetReport& report) {
    Json json;
    json["seed"] = report.bootstrap_seed;
    json["fingers"] = report.finger_names().size();
    json["eer"] = Json::array();
    json["fmr1000"] = Json::array();
    const auto rounded = [](double rate) { return std::round(percent(rate) * kReplicateScale) / kReplicateScale; };
    for (const ErrorFigures& replicate : report.replicates) {
        json["eer"].push_back(rounded(replicate.eer));
        json["fmr1000"].push_back(rounded(replicate.fmr1000));
    }
    return json;
}

Json spread_json(const Spread& spread) { return {{"median", spread.median}, {"p95", spread.p95}}; }

Json thresholds_json(std::span<const ThresholdRates> thresholds) {
    Json json = Json::array();
    for (const ThresholdRates& rates : thresholds) {
        json.push_back({{"score", rates.threshold},
                        {"promised_fmr", percent(rates.promised_fmr)},
                        {"fmr", percent(rates.fmr)},
                        {"fnmr", percent(rates.fnmr)}});
    }
    return json;
}

Json failures_json(const SetReport& report) {
    Json failures = Json::array();
    for (std::size_t i = 0; i < report.prints.size(); ++i) {
        if (!report.prints[i].print) {
            failures.push_back({{"print", report.set.prints[i].stem},
                                {"reason", std::string(to_string(report.prints[i].failure.code))}});
        }
    }
    return failures;
}

Json fusion_json(const FusionReport& fusion) {
    Json json;
    json["fingers"] = fusion.fingers;
    json["groups"] = fusion.groups;
    json["pairs"] = {{"genuine", fusion.genuine}, {"impostor", fusion.impostors}};
    add_figures(json, fusion.figures);
    add_intervals(json, fusion.replicates);
    return json;
}

Json identification_json(const IdentificationReport& report) {
    Json json;
    json["gallery"] = report.gallery;
    json["searches"] = report.searches;
    json["rank1"] = percent(report.rank1);
    json["fnir_at_fpir_1e-2"] = optional_percent(report.fnir100);
    json["fnir_at_fpir_1e-3"] = optional_percent(report.fnir1000);
    json["penetration"] = percent(report.penetration);
    json["searches_per_second"] = report.searches_per_second;
    json["cmc"] = Json::array();
    for (const double share : report.cmc) {
        json["cmc"].push_back(percent(share));
    }
    return json;
}

Json set_json(const SetReport& report) {
    Json json;
    json["set"] = report.set.name;
    json["dpi"] = report.set.dpi.value();
    json["prints"] = report.prints.size();
    json["pairs"] = {{"genuine", report.genuine}, {"impostor", report.impostors}};
    json["failures_to_enrol"] = report.failures_to_enrol();
    json["failures"] = failures_json(report);
    add_figures(json, report.figures);
    add_intervals(json, report.replicates);
    json["thresholds"] = thresholds_json(report.thresholds);
    json["extraction_ms"] = spread_json(report.speed.extraction_ms);
    json["comparisons_per_second"] = report.speed.comparisons_per_second;
    json["template_bytes"] = spread_json(report.template_bytes);
    if (report.fusion) {
        json["fusion"] = fusion_json(*report.fusion);
    }
    if (report.identification) {
        json["identification"] = identification_json(*report.identification);
    }
    if (!report.replicates.empty()) {
        json["bootstrap"] = bootstrap_json(report);
    }
    return json;
}

Json pooled_json(const EvaluationReport& report) {
    Json json;
    add_figures(json, report.pooled.figures);
    json["thresholds"] = thresholds_json(report.pooled.thresholds);
    json["sets_at_fmr1000"] = thresholds_json(report.pooled.sets);
    return json;
}

}  // namespace

std::string report_json(const EvaluationReport& report) {
    Json json;
    json["extractor_version"] = report.sets.front().extractor_version;
    json["matcher_version"] = report.sets.front().matcher_version;
    json["rates_in"] = "percent";
    if (!report.machine.empty()) {
        json["machine"] = report.machine;
    }
    if (report.sets.size() == 1) {
        json.update(set_json(report.sets.front()));
        return compact_json(json);
    }
    json["sets"] = Json::array();
    for (const SetReport& set : report.sets) {
        json["sets"].push_back(set_json(set));
    }
    add_figures(json["mean"], report.mean);
    add_intervals(json["mean"], report.mean_replicates);
    json["pooled"] = pooled_json(report);
    return compact_json(json);
}

}  // namespace dactyl
