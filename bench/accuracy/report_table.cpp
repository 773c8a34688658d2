#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "bench/accuracy/report_files.hpp"

namespace dactyl {
namespace {

constexpr std::size_t kFailuresListed = 20;  ///< a set of the wrong resolution must not scroll the table away

std::string percent(double rate) { return fmt::format("{:.2f}", 100 * rate); }

std::string error_columns(const ErrorFigures& figures) {
    return fmt::format("{:>6} {:>6} {:>7} {:>8} {:>7}", percent(figures.eer), percent(figures.fmr100),
                       percent(figures.fmr1000), figures.fmr10000 ? percent(*figures.fmr10000) : "-",
                       percent(figures.zero_fmr));
}

std::string failures_to_enrol(std::span<const SetReport> sets) {
    std::string text;
    std::size_t failed = 0;
    for (const SetReport& report : sets) {
        for (std::size_t i = 0; i < report.prints.size(); ++i) {
            if (!report.prints[i].print && ++failed <= kFailuresListed) {
                fmt::format_to(std::back_inserter(text), "  {}/{}: {}\n", report.set.name, report.set.prints[i].stem,
                               to_string(report.prints[i].failure.code));
            }
        }
    }
    if (failed == 0) {
        return {};
    }
    if (failed > kFailuresListed) {
        fmt::format_to(std::back_inserter(text), "  and {} more\n", failed - kFailuresListed);
    }
    return "Failures to enrol (counted as score 0):\n" + text;
}

}  // namespace

std::string report_table(std::span<const SetReport> sets) {
    std::size_t width = std::string_view("set").size();
    for (const SetReport& report : sets) {
        width = std::max(width, report.set.name.size());
    }
    std::string table =
        fmt::format("{:<{}} {:>6} {:>4} {:>8} {:>9} {:>6} {:>6} {:>7} {:>8} {:>7} {:>9} {:>6} {:>7} {:>6}\n", "set",
                    width, "prints", "FTE", "genuine", "impostor", "EER", "FMR100", "FMR1000", "FMR10000", "ZeroFMR",
                    "ms/print", "p95", "pairs/s", "bytes");
    std::vector<ErrorFigures> figures;
    for (const SetReport& report : sets) {
        fmt::format_to(std::back_inserter(table),
                       "{:<{}} {:>6} {:>4} {:>8} {:>9} {} {:>9.1f} {:>6.1f} {:>7.0f} {:>6.0f}\n", report.set.name,
                       width, report.prints.size(), report.failures_to_enrol(), report.genuine, report.impostors,
                       error_columns(report.figures), report.speed.extraction_ms.median, report.speed.extraction_ms.p95,
                       report.speed.comparisons_per_second, report.template_bytes.median);
        figures.push_back(report.figures);
    }
    if (sets.size() > 1) {
        fmt::format_to(std::back_inserter(table), "{:<{}} {:>6} {:>4} {:>8} {:>9} {}\n", "mean", width, "", "", "", "",
                       error_columns(mean_of(figures)));
    }
    return table + "Errors in %; speeds are CPU time of one core.\n" + failures_to_enrol(sets);
}

}  // namespace dactyl
