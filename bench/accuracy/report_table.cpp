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
    return "\nFailures to enrol (their comparisons score 0):\n" + text;
}

/// The names' column, and one line a set.
class SetTable {
  public:
    explicit SetTable(const EvaluationReport& report) : report_(report) {
        for (const SetReport& set : report.sets) {
            width_ = std::max(width_, set.set.name.size());
        }
    }

    std::string errors() const {
        std::string text =
            fmt::format("{:<{}} {:>6} {:>4} {:>8} {:>9} {:>6} {:>6} {:>7} {:>8} {:>7} {:>8} {:>6} {:>8} {:>6}\n", "set",
                        width_, "prints", "FTE", "genuine", "impostor", "EER", "FMR100", "FMR1000", "FMR10000",
                        "ZeroFMR", "ms/print", "p95", "pairs/s", "bytes");
        for (const SetReport& set : report_.sets) {
            fmt::format_to(std::back_inserter(text),
                           "{:<{}} {:>6} {:>4} {:>8} {:>9} {} {:>8.1f} {:>6.1f} {:>8.0f} {:>6.0f}\n", set.set.name,
                           width_, set.prints.size(), set.failures_to_enrol(), set.genuine, set.impostors,
                           error_columns(set.figures), set.speed.extraction_ms.median, set.speed.extraction_ms.p95,
                           set.speed.comparisons_per_second, set.template_bytes.median);
        }
        if (report_.sets.size() > 1) {
            text += summary_line("mean", report_.mean) + summary_line("pooled", report_.pooled.figures);
        }
        return text + "Errors in %; speeds are CPU time of one core.\n";
    }

    std::string intervals() const {
        std::string text =
            fmt::format("\n{:<{}} {:>15} {:>15} {:>15}\n", "95 % intervals", width_ + 6, "EER", "FMR1000", "ZeroFMR");
        bool any = false;
        for (const SetReport& set : report_.sets) {
            any |= add_intervals(set.set.name, set.replicates, text);
        }
        if (report_.sets.size() > 1) {
            add_intervals("mean", report_.mean_replicates, text);
        }
        return any ? text : std::string();
    }

    std::string one_threshold() const {
        if (report_.sets.size() < 2) {
            return {};
        }
        std::string text =
            fmt::format("\nAt one threshold for all sets, {:.1f} (pooled FMR 1/1000):\n{:<{}} {:>7} {:>7}\n",
                        report_.pooled.sets.front().threshold, "", width_, "FMR", "FNMR");
        for (std::size_t i = 0; i < report_.sets.size(); ++i) {
            fmt::format_to(std::back_inserter(text), "{:<{}} {:>7.3f} {:>7}\n", report_.sets[i].set.name, width_,
                           100 * report_.pooled.sets[i].fmr, percent(report_.pooled.sets[i].fnmr));
        }
        return text;
    }

    std::string fusion() const {
        std::string text;
        for (const SetReport& set : report_.sets) {
            if (const auto& fusion = set.fusion) {
                fmt::format_to(std::back_inserter(text), "{:<{}} {:>6} {:>4} {:>8} {:>9} {}\n", set.set.name, width_,
                               fusion->groups, fusion->fingers, fusion->genuine, fusion->impostors,
                               error_columns(fusion->figures));
            }
        }
        const std::string head =
            fmt::format("\n{:<{}} {:>6} {:>4} {:>8} {:>9} {:>6} {:>6} {:>7} {:>8} {:>7}\n", "fingers together", width_,
                        "groups", "of", "genuine", "impostor", "EER", "FMR100", "FMR1000", "FMR10000", "ZeroFMR");
        return text.empty() ? text : head + text;
    }

    std::string identification() const {
        std::string text;
        const auto rate = [](const std::optional<double>& value) { return value ? percent(*value) : std::string("-"); };
        for (const SetReport& set : report_.sets) {
            if (const auto& found = set.identification) {
                fmt::format_to(std::back_inserter(text), "{:<{}} {:>7} {:>8} {:>7} {:>10} {:>10} {:>11} {:>10.0f}\n",
                               set.set.name, width_, found->gallery, found->searches, percent(found->rank1),
                               rate(found->fnir100), rate(found->fnir1000), percent(found->penetration),
                               found->searches_per_second);
            }
        }
        const std::string head =
            fmt::format("\n{:<{}} {:>7} {:>8} {:>7} {:>10} {:>10} {:>11} {:>10}\n", "identification", width_, "gallery",
                        "searches", "rank 1", "FNIR@1e-2", "FNIR@1e-3", "penetration", "searches/s");
        return text.empty() ? text : head + text;
    }

  private:
    std::string summary_line(const char* name, const ErrorFigures& figures) const {
        return fmt::format("{:<{}} {:>6} {:>4} {:>8} {:>9} {}\n", name, width_, "", "", "", "", error_columns(figures));
    }

    bool add_intervals(const std::string& name, std::span<const ErrorFigures> replicates, std::string& text) const {
        const auto intervals = intervals_of(replicates);
        if (!intervals) {
            return false;
        }
        const auto range = [](const Interval& interval) {
            return percent(interval.low) + " - " + percent(interval.high);
        };
        fmt::format_to(std::back_inserter(text), "{:<{}} {:>15} {:>15} {:>15}\n", name, width_ + 6,
                       range(intervals->eer), range(intervals->fmr1000), range(intervals->zero_fmr));
        return true;
    }

    const EvaluationReport& report_;
    std::size_t width_ = std::string_view("fingers together").size();
};

}  // namespace

std::string report_table(const EvaluationReport& report) {
    const SetTable table(report);
    return table.errors() + table.intervals() + table.one_threshold() + table.fusion() + table.identification() +
           failures_to_enrol(report.sets);
}

}  // namespace dactyl
