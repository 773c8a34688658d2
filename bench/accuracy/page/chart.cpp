#include "bench/accuracy/page/chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "bench/accuracy/page/html.hpp"

namespace dactyl {
namespace {

// Of the picture, in CSS pixels.
constexpr double kWidth = 560;
constexpr double kHeight = 400;
constexpr double kLeft = 62;
constexpr double kRight = 12;
constexpr double kTop = 12;
constexpr double kBottom = 46;
constexpr double kLeastStep = 0.25;
constexpr double kLegendLine = 16;
constexpr double kLegendWidth = 130;

double share(const ChartAxis& axis, double value) {
    const double clamped = std::clamp(value, axis.low, axis.high);
    return axis.logarithmic ? std::log(clamped / axis.low) / std::log(axis.high / axis.low)
                            : (clamped - axis.low) / (axis.high - axis.low);
}

std::vector<double> mark_values(const ChartAxis& axis) {
    std::vector<double> values;
    if (axis.logarithmic) {
        for (double power = std::ceil(std::log10(axis.low) - 1e-9); power <= std::log10(axis.high) + 1e-9; ++power) {
            values.push_back(std::pow(10.0, power));
        }
    } else {
        for (double value = axis.low; value <= axis.high + axis.tick * 1e-9; value += axis.tick) {
            values.push_back(value);
        }
    }
    return values;
}

}  // namespace

Chart::Chart(ChartAxis x, ChartAxis y) : x_(std::move(x)), y_(std::move(y)) {}

double Chart::column(double x) const { return kLeft + share(x_, x) * (kWidth - kLeft - kRight); }

double Chart::row(double y) const { return kHeight - kBottom - share(y_, y) * (kHeight - kTop - kBottom); }

void Chart::line(std::span<const ChartPoint> points, std::string_view name, std::string_view colour, bool dashed) {
    drawing_ +=
        fmt::format("<polyline class='line' stroke='{}'{} points='", colour, dashed ? " stroke-dasharray='5 4'" : "");
    double x = -kWidth;
    double y = -kHeight;
    for (const ChartPoint& point : points) {
        // A curve of a hundred thousand thresholds needs no more points than can be told apart.
        if (std::abs(column(point.x) - x) < kLeastStep && std::abs(row(point.y) - y) < kLeastStep) {
            continue;
        }
        x = column(point.x);
        y = row(point.y);
        fmt::format_to(std::back_inserter(drawing_), "{:.1f},{:.1f} ", x, y);
    }
    drawing_ += "'/>\n";
    entries_.push_back({std::string(name), std::string(colour), dashed});
}

void Chart::steps(std::span<const ChartPoint> points, double width, std::string_view name, std::string_view colour) {
    if (points.empty()) {
        return;
    }
    const double floor = kHeight - kBottom;
    drawing_ += fmt::format("<path class='steps' stroke='{0}' fill='{0}' d='M{1:.1f} {2:.1f}", colour,
                            column(points[0].x), floor);
    for (const ChartPoint& point : points) {
        fmt::format_to(std::back_inserter(drawing_), "V{:.1f}H{:.1f}", row(point.y), column(point.x + width));
    }
    drawing_ += fmt::format("V{:.1f}'/>\n", floor);
    entries_.push_back({std::string(name), std::string(colour), false});
}

std::string Chart::marks() const {
    std::string text;
    const auto out = std::back_inserter(text);
    const double floor = kHeight - kBottom;
    for (const double value : mark_values(x_)) {
        fmt::format_to(
            out,
            "<path class='grid' d='M{0:.1f} {1}V{2}'/><text x='{0:.1f}' y='{3}' text-anchor='middle'>{4:g}</text>\n",
            column(value), kTop, floor, floor + 16, value);
    }
    for (const double value : mark_values(y_)) {
        fmt::format_to(
            out, "<path class='grid' d='M{1} {0:.1f}H{2}'/><text x='{3}' y='{4:.1f}' text-anchor='end'>{5:g}</text>\n",
            row(value), kLeft, kWidth - kRight, kLeft - 6, row(value) + 4, value);
    }
    fmt::format_to(out, "<text x='{}' y='{}' text-anchor='middle'>{}</text>\n", (kLeft + kWidth - kRight) / 2,
                   kHeight - 8, html_escaped(x_.title));
    fmt::format_to(out, "<text transform='translate(14 {}) rotate(-90)' text-anchor='middle'>{}</text>\n",
                   (kTop + kHeight - kBottom) / 2, html_escaped(y_.title));
    return text;
}

std::string Chart::legend() const {
    std::string text;
    double y = kTop + kLegendLine;
    for (const Entry& entry : entries_) {
        const double x = kWidth - kRight - kLegendWidth;
        fmt::format_to(std::back_inserter(text),
                       "<path class='line' stroke='{}'{} d='M{} {}h18'/><text x='{}' y='{}'>{}</text>\n", entry.colour,
                       entry.dashed ? " stroke-dasharray='5 4'" : "", x, y - 4, x + 24, y, html_escaped(entry.name));
        y += kLegendLine;
    }
    return text;
}

std::string Chart::svg() const {
    return fmt::format(
               "<svg class='chart' viewBox='0 0 {0} {1}' width='{0}' height='{1}' role='img' aria-label='{2} against "
               "{3}'>\n",
               kWidth, kHeight, html_escaped(y_.title), html_escaped(x_.title)) +
           marks() + drawing_ + legend() + "</svg>\n";
}

std::string_view chart_colour(std::size_t i) {
    static constexpr std::array<std::string_view, 8> kColours = {"#0072b2", "#d55e00", "#009e73", "#cc79a7",
                                                                 "#e69f00", "#56b4e9", "#666666", "#b8a900"};
    return kColours[i % kColours.size()];
}

}  // namespace dactyl
