#include <iterator>

#include <fmt/format.h>

#include "bench/accuracy/report_files.hpp"

namespace dactyl {
namespace {

/// A field as RFC 4180 has it: quoted only where it must be.
std::string field(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (const char character : text) {
        quoted.append(character == '"' ? 2 : 1, character);
    }
    return quoted + '"';
}

std::vector<std::string> print_names(const SetReport& report, bool with_set) {
    std::vector<std::string> names;
    for (const DatasetPrint& print : report.set.prints) {
        names.push_back(field(with_set ? report.set.name + '/' + print.stem : print.stem));
    }
    return names;
}

}  // namespace

std::string scores_csv(const EvaluationReport& evaluation) {
    std::string csv = "a,b,genuine,score\n";
    for (const SetReport& report : evaluation.sets) {
        const std::vector<std::string> names = print_names(report, evaluation.sets.size() > 1);
        for (const ScoredPair& scored : report.scores) {
            fmt::format_to(std::back_inserter(csv), "{},{},{},{}\n", names[scored.pair.probe],
                           names[scored.pair.reference], scored.pair.genuine ? 1 : 0, scored.score);
        }
    }
    return csv;
}

}  // namespace dactyl
