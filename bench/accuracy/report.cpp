#include "bench/accuracy/report.hpp"

#include <algorithm>
#include <cmath>

namespace dactyl {
namespace {

struct SplitScores {
    std::vector<double> genuine;
    std::vector<double> impostor;

    void add(const SetReport& report) {
        for (const ScoredPair& scored : report.scores) {
            (scored.pair.genuine ? genuine : impostor).push_back(scored.score);
        }
    }
};

}  // namespace

Spread spread_of(std::vector<double> values) {
    if (values.empty()) {
        return {};
    }
    std::sort(values.begin(), values.end());
    const auto at = [&values](double share) {
        const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
        return values[std::max<std::size_t>(rank, 1) - 1];
    };
    return {at(0.5), at(0.95)};
}

std::size_t SetReport::failures_to_enrol() const {
    return static_cast<std::size_t>(
        std::count_if(prints.begin(), prints.end(), [](const PrintOutcome& outcome) { return !outcome.print; }));
}

std::vector<std::string> SetReport::finger_names() const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < prints.size(); ++i) {
        names.resize(std::max<std::size_t>(names.size(), prints[i].finger + 1));
        names[prints[i].finger] = set.prints[i].finger;
    }
    return names;
}

ErrorCurve SetReport::curve() const {
    SplitScores split;
    split.add(*this);
    return ErrorCurve(split.genuine, split.impostor);
}

EvaluationReport summarise(std::vector<SetReport> sets) {
    EvaluationReport report;
    SplitScores all;
    std::vector<ErrorFigures> figures;
    std::vector<std::vector<ErrorFigures>> replicates;
    for (const SetReport& set : sets) {
        all.add(set);
        figures.push_back(set.figures);
        replicates.push_back(set.replicates);
    }
    report.mean = mean_of(figures);
    report.mean_replicates = mean_replicates(replicates);
    const ErrorCurve pooled(all.genuine, all.impostor);
    report.pooled.figures = figures_of(pooled);
    report.pooled.thresholds = usual_rates(pooled);
    for (const SetReport& set : sets) {
        report.pooled.sets.push_back(rates_at(set.curve(), pooled.at_fmr(1'000).threshold));
    }
    report.sets = std::move(sets);
    return report;
}

}  // namespace dactyl
