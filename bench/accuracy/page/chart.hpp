#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dactyl {

struct ChartAxis {
    std::string title;
    double low = 0;  ///< above 0 where logarithmic
    double high = 1;
    bool logarithmic = false;
    double tick = 1;  ///< distance of the marks on a linear axis; a logarithmic one is marked at powers of ten
};

struct ChartPoint {
    double x = 0;
    double y = 0;
};

/// A diagram as inline SVG. What lies outside the axes is drawn at their edge.
class Chart {
  public:
    Chart(ChartAxis x, ChartAxis y);

    /// A line through the points, named in the legend; `dashed` for what is expected rather than measured.
    void line(std::span<const ChartPoint> points, std::string_view name, std::string_view colour, bool dashed = false);
    /// A line of steps, one of `width` from each point's x on, filled down to the axis.
    void steps(std::span<const ChartPoint> points, double width, std::string_view name, std::string_view colour);

    std::string svg() const;

  private:
    struct Entry {
        std::string name;
        std::string colour;
        bool dashed = false;
    };

    double column(double x) const;
    double row(double y) const;
    std::string marks() const;
    std::string legend() const;

    ChartAxis x_;
    ChartAxis y_;
    std::string drawing_;
    std::vector<Entry> entries_;
};

/// A colour for the i-th set, told apart also by people who confuse red and green (Okabe and Ito, 2008).
std::string_view chart_colour(std::size_t i);

}  // namespace dactyl
