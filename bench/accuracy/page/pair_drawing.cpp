#include "bench/accuracy/page/pair_drawing.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "bench/accuracy/page/html.hpp"
#include "engine/image/files/picture_file.hpp"

namespace dactyl {
namespace {

constexpr int kGap = 24;      ///< between the pictures, pixels at 500 dpi
constexpr int kMargin = 16;   ///< shown around the print
constexpr double kRing = 4;   ///< radius of a minutia's ring
constexpr double kTail = 12;  ///< length of its direction

/// The part of a picture that is shown, pixels at 500 dpi.
struct Window {
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;

    int width() const { return right - left; }
    int height() const { return bottom - top; }
};

/// The foreground with a margin; everything where there is none.
Window window_of(const DrawnPrint& drawn) {
    const int width = drawn.image.width();
    const int height = drawn.image.height();
    Window window{width, height, 0, 0};
    if (drawn.print != nullptr) {
        const Foreground& foreground = drawn.print->foreground;
        for (int row = 0; row < foreground.rows(); ++row) {
            for (int column = 0; column < foreground.columns(); ++column) {
                if (foreground.cell(column, row)) {
                    window.left = std::min(window.left, column * Foreground::kCellSize - kMargin);
                    window.top = std::min(window.top, row * Foreground::kCellSize - kMargin);
                    window.right = std::max(window.right, (column + 1) * Foreground::kCellSize + kMargin);
                    window.bottom = std::max(window.bottom, (row + 1) * Foreground::kCellSize + kMargin);
                }
            }
        }
    }
    if (window.width() <= 0) {
        return {0, 0, width, height};
    }
    return {std::max(window.left, 0), std::max(window.top, 0), std::min(window.right, width),
            std::min(window.bottom, height)};
}

/// One print in the drawing: the shown part of its picture begins at column `at`.
class Side {
  public:
    Side(const DrawnPrint& drawn, int at) : drawn_(drawn), window_(window_of(drawn)), at_(at) {}

    int width() const { return window_.width(); }
    int height() const { return window_.height(); }
    double x(const Minutia& minutia) const { return at_ + double{minutia.x} - window_.left; }
    double y(const Minutia& minutia) const { return double{minutia.y} - window_.top; }
    const Minutia& minutia(std::size_t i) const { return drawn_.print->minutiae[i]; }

    std::string picture() const {
        const ImageView& whole = drawn_.image;
        const ImageView part(whole.row(window_.top) + window_.left, width(), height(), whole.stride(), whole.dpi());
        return fmt::format("<image x='{}' y='0' width='{}' height='{}' href='data:image/png;base64,{}'/>\n", at_,
                           width(), height(), base64(encode_png(part)));
    }

    std::string rings(const std::set<std::size_t>& paired) const {
        std::string text;
        for (std::size_t i = 0; drawn_.print != nullptr && i < drawn_.print->minutiae.size(); ++i) {
            text += ring(minutia(i), paired.count(i) > 0);
        }
        return text;
    }

  private:
    std::string ring(const Minutia& minutia, bool paired) const {
        const double cosine = minutia.direction.cosine();
        const double sine = minutia.direction.sine();
        return fmt::format(
            "<g class='{} {}'><circle cx='{:.1f}' cy='{:.1f}' r='{}'/><path d='M{:.1f} {:.1f}L{:.1f} {:.1f}'/></g>\n",
            minutia.kind == MinutiaKind::kBifurcation ? "fork" : "end", paired ? "paired" : "single", x(minutia),
            y(minutia), kRing, x(minutia) + kRing * cosine, y(minutia) - kRing * sine, x(minutia) + kTail * cosine,
            y(minutia) - kTail * sine);
    }

    const DrawnPrint& drawn_;
    Window window_;
    int at_;
};

}  // namespace

std::string draw_pair(const DrawnPrint& probe, const DrawnPrint& reference, std::span<const MinutiaPair> pairs) {
    const Side first(probe, 0);
    const Side second(reference, first.width() + kGap);
    std::string svg =
        fmt::format("<svg class='pair' viewBox='0 0 {0} {1}' role='img' aria-label='two prints and their minutiae'>\n",
                    first.width() + kGap + second.width(), std::max(first.height(), second.height()));
    svg += first.picture() + second.picture();
    std::set<std::size_t> on_first;
    std::set<std::size_t> on_second;
    for (const MinutiaPair& pair : pairs) {
        on_first.insert(pair.probe);
        on_second.insert(pair.reference);
        const Minutia& a = first.minutia(pair.probe);
        const Minutia& b = second.minutia(pair.reference);
        fmt::format_to(std::back_inserter(svg), "<path class='join' d='M{:.1f} {:.1f}L{:.1f} {:.1f}'/>\n", first.x(a),
                       first.y(a), second.x(b), second.y(b));
    }
    return svg + first.rings(on_first) + second.rings(on_second) + "</svg>\n";
}

}  // namespace dactyl
