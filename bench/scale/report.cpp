#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "bench/accuracy/page/chart.hpp"
#include "bench/accuracy/page/html.hpp"
#include "bench/scale/scale.hpp"
#include "engine/index/signature.hpp"

namespace dactyl {
namespace {

std::string row(std::string_view what, std::string_view measured, std::string_view must, std::string_view goal) {
    return fmt::format("{:<62} {:>14} {:>12} {:>12}\n", what, measured, must, goal);
}

std::string percent(double share) { return fmt::format("{:.2f} %", 100 * share); }

double share_of(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string requirements(const ScaleReport& report) {
    const ScalePoint& last = report.points.back();
    const double lost = share_of(last.real_lost + last.drawn_lost, last.real + last.drawn);
    std::string out = row("", "measured", "must", "goal");
    out += row("comparisons with the gate inside, strangers, one core, a second",
               fmt::format("{:.0f}", report.gate_comparisons_a_second), "60000", "200000");
    out += row(fmt::format("1:N in {} fingers: fingers a second and core", last.fingers),
               fmt::format("{:.0f}", last.fingers_a_second()), "500000", "5000000");
    out += row("  the same, 16 searches together", fmt::format("{:.0f}", report.batch_fingers_a_second), "", "");
    out += row(fmt::format("mean latency, {} threads: CPU time / threads", report.options.threads),
               fmt::format("{:.3f} s", last.cpu_seconds() / report.options.threads), "1.0 s", "0.12 s");
    out += row("  the same, wall clock", fmt::format("{:.3f} s", last.wall_seconds), "", "");
    out += row("rank-1 loss against exhaustive comparison", percent(lost), "1 %", "0.2 %");
    out += row("FNIR at FPIR 1e-2, loss, at most", percent(last.fnir100 - last.exhaustive_fnir100), "1 %", "0.2 %");
    out += row(report.peer.pictures > 0
                   ? fmt::format("extraction, {} x {} px, NBIS mindtct {:.1f} ms / ours {:.1f} ms", report.peer.width,
                                 report.peer.height, report.peer.theirs_ms, report.peer.ours_ms)
                   : "extraction against NBIS mindtct (needs --mates and libfprint)",
               report.peer.pictures > 0 ? fmt::format("{:.1f} times", report.peer.ratio()) : "-", "2.5", "6");
    out += row("resident memory a finger", fmt::format("{:.0f} B", report.bytes_a_finger), "2048 B", "1024 B");
    out += row("growth of CPU time with size, exponent", fmt::format("{:.2f}", report.growth), "1", "0.8");
    out += row(fmt::format("building from templates, CPU time / {} threads", report.options.threads),
               report.build_cpu_seconds > 0 ? fmt::format("{:.0f} s", report.build_cpu_seconds / report.options.threads)
                                            : "read instead",
               "300 s", "60 s");
    out += row("adding one finger while searching, median (wall)", fmt::format("{:.2f} ms", report.add_median_ms),
               "5 ms", "1 ms");
    out += row("  the slowest of 200; mean CPU time",
               fmt::format("{:.1f}; {:.2f} ms", report.add_most_ms, report.add_cpu_ms), "", "");
    out += row(fmt::format("opening a sealed gallery of {:.0f} MB, wall clock",
                           1e-6 * static_cast<double>(report.sealing.bytes)),
               fmt::format("{:.2f} GB/s", 1e-9 * report.sealing.bytes_a_second()), "1 GB/s", "");
    out += row(fmt::format("  the same, CPU time / {} threads", report.options.threads),
               fmt::format("{:.2f} GB/s", 1e-9 * report.sealing.bytes_a_cpu_second() * report.options.threads), "", "");
    return out;
}

std::string sizes(const ScaleReport& report) {
    std::string out = fmt::format("{:>9} {:>7} {:>7} {:>7} {:>7} {:>9} {:>8} {:>7} {:>7} {:>14} {:>14} {:>9} {:>9}\n",
                                  "fingers", "wall s", "CPU s", "vote s", "again s", "compare s", "to again", "to gate",
                                  "past it", "real rank 1", "drawn rank 1", "FNIR100", "exhaust.");
    for (const ScalePoint& p : report.points) {
        out += fmt::format(
            "{:>9} {:>7.3f} {:>7.3f} {:>7.3f} {:>7.3f} {:>9.3f} {:>8.0f} {:>7.0f} {:>7.0f} {:>14} {:>14} {:>9} {:>9}\n",
            p.fingers, p.wall_seconds, p.cpu_seconds(), p.vote_seconds, p.second_vote_seconds, p.compare_seconds,
            p.voted_again, p.shortlisted, p.fully_compared,
            fmt::format("{}/{} (-{})", p.real_hits, p.real, p.real_lost),
            fmt::format("{}/{} (-{})", p.drawn_hits, p.drawn, p.drawn_lost), percent(p.fnir100),
            percent(p.exhaustive_fnir100));
    }
    return out;
}

// What a stage took, against the plain reading of what it touches and the plain counting of its bits.
std::string limit_row(const ScaleReport& report, std::string_view stage, double prints, double bytes, double popcounts,
                      double seconds) {
    if (prints < 1) return {};
    const double reading = prints * bytes / report.limits.read_bytes_a_second;
    const double counting = prints * popcounts / report.limits.popcounts_a_second;
    return fmt::format("{:<24} {:>9.0f} {:>8.0f} {:>8.0f} {:>9.2f} {:>8.4f} {:>9.1f} {:>8.4f} {:>9.1f}\n", stage,
                       prints, bytes, popcounts, 1e6 * seconds / prints, reading, seconds / reading, counting,
                       seconds / counting);
}

std::string limits(const ScaleReport& report) {
    const ScalePoint& last = report.points.back();
    constexpr double kSignatureCodes = double{kSignatureLanes} * kSignatureLanes;
    // Words of 64 bits: two a pair of codes; six and a half for a similarity, which counts what both share.
    const double pairs = report.described * report.described;
    const double print = std::max(0.0, report.bytes_a_finger - sizeof(PrintSignature));
    return fmt::format(
               "One core reads {:.1f} GB/s and makes {:.2f} G popcounts of 64 bits a second (measured in this run).\n"
               "{:<24} {:>9} {:>8} {:>8} {:>9} {:>8} {:>9} {:>8} {:>9}\n",
               1e-9 * report.limits.read_bytes_a_second, 1e-9 * report.limits.popcounts_a_second, "a search's CPU time",
               "prints", "bytes", "popcnts", "us each", "read s", "x reading", "popcnt s", "x popcnts") +
           limit_row(report, "vote", static_cast<double>(last.fingers), sizeof(PrintSignature), kSignatureCodes,
                     last.vote_seconds) +
           limit_row(report, "second vote", last.voted_again, print, 2 * pairs, last.second_vote_seconds) +
           limit_row(report, "gate and comparison", last.shortlisted, print, 6.5 * pairs, last.compare_seconds);
}

ChartAxis size_axis(const ScaleReport& report) {
    const auto first = static_cast<double>(report.points.front().fingers);
    const auto last = static_cast<double>(report.points.back().fingers);
    return {"fingers in the gallery", std::pow(10, std::floor(std::log10(first))),
            std::pow(10, std::ceil(std::log10(last))), true, 1};
}

template <class Value>
std::vector<ChartPoint> line_of(const ScaleReport& report, const Value& value) {
    std::vector<ChartPoint> line;
    for (const ScalePoint& point : report.points) line.push_back({static_cast<double>(point.fingers), value(point)});
    return line;
}

}  // namespace

std::string latency_plot(const ScaleReport& report) {
    const double cores = report.options.threads;
    double low = 1;
    double high = 1e-3;
    for (const ScalePoint& point : report.points) {
        low = std::min({low, point.compare_seconds / cores, point.vote_seconds / cores});
        if (point.second_vote_seconds > 0) low = std::min(low, point.second_vote_seconds / cores);
        high = std::max({high, point.wall_seconds, point.cpu_seconds()});
    }
    Chart chart(size_axis(report), {"seconds a search", std::pow(10, std::floor(std::log10(std::max(low, 1e-5)))),
                                    std::pow(10, std::ceil(std::log10(high))), true, 1});
    chart.line(line_of(report, [&](const ScalePoint& p) { return p.cpu_seconds() / cores; }), "CPU time / threads",
               chart_colour(0));
    chart.line(line_of(report, [](const ScalePoint& p) { return p.wall_seconds; }), "wall clock", chart_colour(1));
    chart.line(line_of(report, [&](const ScalePoint& p) { return p.vote_seconds / cores; }), "votes", chart_colour(2),
               true);
    chart.line(line_of(report, [&](const ScalePoint& p) { return p.second_vote_seconds / cores; }), "second votes",
               chart_colour(4), true);
    chart.line(line_of(report, [&](const ScalePoint& p) { return p.compare_seconds / cores; }), "comparisons",
               chart_colour(3), true);
    return chart.svg();
}

std::string hit_plot(const ScaleReport& report) {
    Chart chart(size_axis(report), {"mates at rank 1, %", 90, 100, false, 1});
    const auto hits = [](std::size_t hit, std::size_t all) { return 100 * share_of(hit, all); };
    if (report.points.back().real > 0) {
        chart.line(line_of(report, [&](const ScalePoint& p) { return hits(p.real_hits, p.real); }), "real prints",
                   chart_colour(0));
        chart.line(line_of(report, [&](const ScalePoint& p) { return hits(p.real_hits + p.real_lost, p.real); }),
                   "exhaustive", chart_colour(0), true);
    }
    chart.line(line_of(report, [&](const ScalePoint& p) { return hits(p.drawn_hits, p.drawn); }), "drawn prints",
               chart_colour(1));
    return chart.svg();
}

std::string scale_table(const ScaleReport& report) {
    return requirements(report) + "\n" + sizes(report) +
           "(-n): mates that comparing everything finds besides; exhaust.: its FNIR at the same threshold, "
           "at "
           "least\n\n" +
           limits(report);
}

std::string scale_page(const ScaleReport& report, const std::string& machine) {
    return fmt::format(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>dactyl: scale</title>\n"
        "<style>body{{font-family:sans-serif;max-width:70em;margin:2em "
        "auto}}pre{{overflow-x:auto}}</style></head><body>\n"
        "<h1>Searching galleries of up to {} fingers</h1>\n<p>{}</p>\n<pre>{}</pre>\n<h2>Latency</h2>\n{}\n"
        "<h2>Hit rate</h2>\n{}\n</body></html>\n",
        report.points.back().fingers, html_escaped(machine), html_escaped(scale_table(report)), latency_plot(report),
        hit_plot(report));
}

}  // namespace dactyl
