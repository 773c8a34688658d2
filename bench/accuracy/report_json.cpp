#include <nlohmann/json.hpp>

#include "bench/accuracy/report_files.hpp"

namespace dactyl {
namespace {

using nlohmann::ordered_json;

double percent(double rate) { return 100 * rate; }

void add_figures(ordered_json& json, const ErrorFigures& figures) {
    json["eer"] = percent(figures.eer);
    json["fmr100"] = percent(figures.fmr100);
    json["fmr1000"] = percent(figures.fmr1000);
    json["fmr10000"] = figures.fmr10000 ? ordered_json(percent(*figures.fmr10000)) : ordered_json(nullptr);
    json["zero_fmr"] = percent(figures.zero_fmr);
}

ordered_json spread_json(const Spread& spread) { return {{"median", spread.median}, {"p95", spread.p95}}; }

ordered_json failures_json(const SetReport& report) {
    ordered_json failures = ordered_json::array();
    for (std::size_t i = 0; i < report.prints.size(); ++i) {
        if (!report.prints[i].print) {
            failures.push_back({{"print", report.set.prints[i].stem},
                                {"reason", std::string(to_string(report.prints[i].failure.code))}});
        }
    }
    return failures;
}

ordered_json set_json(const SetReport& report) {
    ordered_json json;
    json["set"] = report.set.name;
    json["dpi"] = report.set.dpi.value();
    json["prints"] = report.prints.size();
    json["pairs"] = {{"genuine", report.genuine}, {"impostor", report.impostors}};
    json["failures_to_enrol"] = report.failures_to_enrol();
    json["failures"] = failures_json(report);
    add_figures(json, report.figures);
    json["extraction_ms"] = spread_json(report.speed.extraction_ms);
    json["comparisons_per_second"] = report.speed.comparisons_per_second;
    json["template_bytes"] = spread_json(report.template_bytes);
    return json;
}

}  // namespace

std::string report_json(std::span<const SetReport> sets) {
    ordered_json json;
    json["extractor_version"] = sets.front().extractor_version;
    json["matcher_version"] = sets.front().matcher_version;
    json["rates_in"] = "percent";
    if (sets.size() == 1) {
        json.update(set_json(sets.front()));
    } else {
        json["sets"] = ordered_json::array();
        std::vector<ErrorFigures> figures;
        for (const SetReport& report : sets) {
            json["sets"].push_back(set_json(report));
            figures.push_back(report.figures);
        }
        add_figures(json["mean"], mean_of(figures));
    }
    return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace dactyl
