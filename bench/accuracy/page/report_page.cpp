#include "bench/accuracy/page/report_page.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

#include "bench/accuracy/gallery.hpp"
#include "bench/accuracy/page/diagrams.hpp"
#include "bench/accuracy/page/html.hpp"
#include "bench/accuracy/page/pair_drawing.hpp"
#include "engine/image/files/picture_file.hpp"
#include "engine/image/resample.hpp"

namespace dactyl {
namespace {

constexpr std::string_view kStyle = R"(
body { font: 15px/1.5 system-ui, sans-serif; max-width: 1180px; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff; }
h1 { font-size: 1.6rem; } h2 { margin-top: 2.4rem; border-bottom: 1px solid #ddd; }
table { border-collapse: collapse; margin: .8rem 0; font-variant-numeric: tabular-nums; }
th, td { padding: .2rem .7rem; text-align: right; border-bottom: 1px solid #e5e5e5; } th:first-child, td:first-child { text-align: left; }
tr.sum td { font-weight: 600; border-top: 2px solid #999; } .interval { color: #777; font-size: .85em; font-weight: 400; white-space: nowrap; }
.charts { display: flex; flex-wrap: wrap; gap: 1rem; } figure { margin: 0; } figcaption { color: #555; }
svg.chart text { font: 11px system-ui, sans-serif; fill: #444; }
svg .grid { stroke: #e2e2e2; } svg .line { fill: none; stroke-width: 1.6; } svg .steps { fill-opacity: .18; stroke-width: 1.2; }
.gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(540px, 1fr)); gap: 1.4rem; }
svg.pair { width: 100%; height: auto; background: #eee; }
svg.pair g { fill: none; stroke-width: 1.3; } .end { stroke: #d00; } .fork { stroke: #06c; } .single { opacity: .55; } .paired { stroke-width: 2.4; }
.join { stroke: #0a0; stroke-width: 1; opacity: .8; } .reason { font-weight: 600; }
)";

std::string percent(double rate) { return fmt::format("{:.2f}", 100 * rate); }

std::string with_interval(double rate, const std::optional<Interval>& interval) {
    std::string text = percent(rate);
    if (interval) {
        text += fmt::format(" <span class='interval'>{} - {}</span>", percent(interval->low), percent(interval->high));
    }
    return text;
}

std::string figure_cells(const ErrorFigures& figures, std::span<const ErrorFigures> replicates) {
    const auto intervals = intervals_of(replicates);
    const auto of = [&intervals](Interval FigureIntervals::*figure) {
        return intervals ? std::optional((*intervals).*figure) : std::nullopt;
    };
    return fmt::format("<td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td>",
                       with_interval(figures.eer, of(&FigureIntervals::eer)),
                       with_interval(figures.fmr100, of(&FigureIntervals::fmr100)),
                       with_interval(figures.fmr1000, of(&FigureIntervals::fmr1000)),
                       figures.fmr10000 ? percent(*figures.fmr10000) : "-",
                       with_interval(figures.zero_fmr, of(&FigureIntervals::zero_fmr)));
}

std::string error_table(const EvaluationReport& report) {
    std::string rows;
    for (const SetReport& set : report.sets) {
        fmt::format_to(std::back_inserter(rows), "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td>{}</tr>\n",
                       html_escaped(set.set.name), set.prints.size(), set.failures_to_enrol(), set.genuine,
                       set.impostors, figure_cells(set.figures, set.replicates));
    }
    if (report.sets.size() > 1) {
        fmt::format_to(std::back_inserter(rows),
                       "<tr class='sum'><td>mean</td><td></td><td></td><td></td><td></td>{}</tr>\n",
                       figure_cells(report.mean, report.mean_replicates));
        fmt::format_to(std::back_inserter(rows),
                       "<tr class='sum'><td>pooled</td><td></td><td></td><td></td><td></td>{}</tr>\n",
                       figure_cells(report.pooled.figures, {}));
    }
    return "<table><tr><th>set</th><th>prints</th><th>failed to enrol</th><th>genuine</th><th>impostor</th><th>EER</th>"
           "<th>FMR100</th><th>FMR1000</th><th>FMR10000</th><th>ZeroFMR</th></tr>\n" +
           rows + "</table>\n<p>In %; in grey the 95 % interval (bootstrap over fingers).</p>\n";
}

std::string speed_table(const EvaluationReport& report) {
    std::string rows;
    for (const SetReport& set : report.sets) {
        fmt::format_to(
            std::back_inserter(rows),
            "<tr><td>{}</td><td>{:.1f}</td><td>{:.1f}</td><td>{:.0f}</td><td>{:.0f}</td><td>{:.0f}</td></tr>\n",
            html_escaped(set.set.name), set.speed.extraction_ms.median, set.speed.extraction_ms.p95,
            set.speed.comparisons_per_second, set.template_bytes.median, set.template_bytes.p95);
    }
    return "<table><tr><th>set</th><th>extraction, ms</th><th>p95</th><th>comparisons/s</th><th>template, "
           "bytes</th><th>p95</th></tr>\n" +
           rows + "</table>\n<p>CPU time of one core.</p>\n";
}

std::string calibration_table(const EvaluationReport& report) {
    std::string rows;
    for (const ThresholdRates& rates : report.pooled.thresholds) {
        fmt::format_to(std::back_inserter(rows), "<tr><td>{}</td><td>{:.4f}</td><td>{:.4f}</td><td>{}</td></tr>\n",
                       rates.threshold, 100 * rates.promised_fmr, 100 * rates.fmr, percent(rates.fnmr));
    }
    return "<table><tr><th>score</th><th>promised FMR</th><th>observed FMR</th><th>FNMR</th></tr>\n" + rows +
           "</table>\n<p>All comparisons together, in %.</p>\n";
}

constexpr std::array kReasons = {FailureReason::kNotEnrolled, FailureReason::kFewMinutiae, FailureReason::kSmallOverlap,
                                 FailureReason::kPoorImage,   FailureReason::kDistortion,  FailureReason::kUnaligned};

std::string reason_table(std::span<const SetReport> sets, std::span<const SetFailures> failures) {
    std::string text = "<table><tr><th>set</th><th>failures</th>";
    for (const FailureReason reason : kReasons) {
        text += fmt::format("<th>{}</th>", to_string(reason));
    }
    text += "</tr>\n";
    for (std::size_t i = 0; i < sets.size(); ++i) {
        text += fmt::format("<tr><td>{}</td><td>{}</td>", html_escaped(sets[i].set.name), failures[i].genuine.size());
        for (const FailureReason reason : kReasons) {
            const auto found = failures[i].reasons.find(reason);
            text += fmt::format("<td>{}</td>", found == failures[i].reasons.end() ? 0 : found->second);
        }
        text += "</tr>\n";
    }
    return text + "</table>\n<p>Genuine comparisons below the threshold of FMR1000 of their set, by reason.</p>\n";
}

/// The picture as the extractor saw it, at 500 dpi.
std::optional<GrayImage> picture_of(const SetReport& set, std::size_t print, bool alter, const Alteration& alteration) {
    auto image = read_picture(set.set.prints[print].path, set.set.dpi);
    if (!image) {
        return std::nullopt;
    }
    if (alter && set.prints[print].print) {
        *image = altered(*image, set.prints[print].print->foreground, alteration);
    }
    auto internal = resample_to_internal(*image);
    return internal ? std::optional(std::move(*internal)) : std::nullopt;
}

std::string side_text(const std::string& stem, const PrintOutcome& outcome) {
    if (!outcome.print) {
        return html_escaped(stem) + " (failed to enrol)";
    }
    return fmt::format("{} (quality {}, {} minutiae)", html_escaped(stem), outcome.print->quality,
                       outcome.print->minutiae.size());
}

std::string caption(const SetReport& set, const Failure& failure) {
    const PrintPair& pair = failure.scored.pair;
    std::string text = fmt::format("<span class='reason'>{}</span>, score {:.1f}, {} paired<br>{} - {}",
                                   to_string(failure.reason), failure.scored.score, failure.pairs.size(),
                                   side_text(set.set.prints[pair.probe].stem, set.prints[pair.probe]),
                                   side_text(set.set.prints[pair.reference].stem, reference_of(set, pair)));
    if (failure.overlap) {
        text += fmt::format("<br>overlap {:.0f} %, minutiae in it that recur {:.0f} %", 100 * failure.overlap->share,
                            100 * failure.overlap->recurrence);
    }
    return text;
}

std::string gallery_figure(const SetReport& set, const Failure& failure, const Alteration& alteration) {
    const PrintPair& pair = failure.scored.pair;
    const auto probe = picture_of(set, pair.probe, false, alteration);
    const auto reference = picture_of(set, pair.reference, set.second_altered(pair), alteration);
    if (!probe || !reference) {
        return {};
    }
    const auto& first = set.prints[pair.probe].print;
    const auto& second = reference_of(set, pair).print;
    return "<figure>" +
           draw_pair({*probe, first ? &*first : nullptr}, {*reference, second ? &*second : nullptr}, failure.pairs) +
           "<figcaption>" + caption(set, failure) + "</figcaption></figure>\n";
}

std::string gallery(const SetReport& set, const SetFailures& failures, const Alteration& alteration,
                    const PageOptions& page) {
    std::string genuine;
    for (std::size_t i = 0; i < std::min(page.genuine, failures.genuine.size()); ++i) {
        genuine += gallery_figure(set, failures.genuine[i], alteration);
    }
    std::string impostors;
    for (const Failure& failure : failures.impostors) {
        impostors += gallery_figure(set, failure, alteration);
    }
    std::string text = fmt::format("<h3>{}: the worst genuine comparisons below {:.1f}</h3>\n",
                                   html_escaped(set.set.name), failures.threshold);
    text += genuine.empty() ? "<p>None.</p>\n" : "<div class='gallery'>\n" + genuine + "</div>\n";
    return text +
           fmt::format("<h3>{}: the highest impostors</h3>\n<div class='gallery'>\n", html_escaped(set.set.name)) +
           impostors + "</div>\n";
}

std::string charts(const EvaluationReport& report) {
    std::string text = "<div class='charts'>\n<figure>" + det_diagram(report.sets) +
                       "<figcaption>Detection error trade-off</figcaption></figure>\n";
    for (const SetReport& set : report.sets) {
        text +=
            "<figure>" + score_diagram(set) + "<figcaption>" + html_escaped(set.set.name) + "</figcaption></figure>\n";
    }
    return text + "</div>\n";
}

}  // namespace

std::string report_page(const EvaluationReport& report, const EvaluateOptions& options, const PageOptions& page) {
    std::vector<SetFailures> failures;
    for (const SetReport& set : report.sets) {
        failures.push_back(find_failures(set, page.impostors, options.match));
    }
    std::string html =
        "<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'><title>dactyl: how often it "
        "errs</title>\n<style>";
    html += kStyle;
    html += fmt::format(
        "</style></head><body>\n<h1>How often it errs</h1>\n<p>Extractor version {}, matcher version {}{}.</p>\n",
        report.sets.front().extractor_version, report.sets.front().matcher_version,
        report.machine.empty() ? std::string() : ", on " + html_escaped(report.machine));
    html += "<h2>Errors</h2>\n" + error_table(report) + charts(report);
    html += "<h2>Calibration</h2>\n" + calibration_table(report) + "<h2>Speed</h2>\n" + speed_table(report);
    html += "<h2>Failures</h2>\n" + reason_table(report.sets, failures);
    html += "<p>Red: ridge endings, blue: bifurcations, green: what the matcher paired.</p>\n";
    for (std::size_t i = 0; i < report.sets.size(); ++i) {
        html += gallery(report.sets[i], failures[i], options.alteration, page);
    }
    return html + "</body></html>\n";
}

}  // namespace dactyl
