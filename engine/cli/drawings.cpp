#include "engine/cli/drawings.hpp"

#include "engine/cli/colour_canvas.hpp"

namespace dactyl::cli {
namespace {

// All in pixels of the enlarged picture, chosen to be seen at a glance on a 500-dpi print (ridges 9 pixels apart).
constexpr int kZoom = 2;
constexpr double kRadius = 5;
constexpr double kStroke = 16;
constexpr double kWidth = 2;
constexpr int kGap = 16;

constexpr std::uint8_t kInside = 235;
constexpr std::uint8_t kOutside = 190;

constexpr Colour kWhite{255, 255, 255};

// Pale where the quality is low, but never invisible.
Colour faded(Colour colour, int quality) {
    const double strength = 0.35 + 0.65 * quality / 100.0;
    const auto mix = [strength](std::uint8_t channel) {
        return static_cast<std::uint8_t>(std::lround(255 - strength * (255 - channel)));
    };
    return {mix(colour.red), mix(colour.green), mix(colour.blue)};
}

Colour colour_of(MinutiaKind kind) {
    switch (kind) {
        case MinutiaKind::kEnding:
            return {220, 20, 20};
        case MinutiaKind::kBifurcation:
            return {20, 60, 230};
        case MinutiaKind::kUnknown:
            break;
    }
    return {0, 140, 40};
}

// Where a minutia lies on a canvas: pixel centres are at whole coordinates before enlarging.
double on_canvas(float coordinate, int offset) { return offset + (coordinate + 0.5) * kZoom - 0.5; }

void draw_minutia(ColourCanvas& canvas, const Minutia& minutia, int left, Colour colour) {
    const double x = on_canvas(minutia.x, left);
    const double y = on_canvas(minutia.y, 0);
    if (minutia.kind == MinutiaKind::kBifurcation) {
        canvas.square(x, y, kRadius, colour, kWidth);
    } else {
        canvas.circle(x, y, kRadius, colour, kWidth);
    }
    const double dx = minutia.direction.cosine();
    const double dy = -minutia.direction.sine();
    canvas.line(x + dx * kRadius, y + dy * kRadius, x + dx * kStroke, y + dy * kStroke, colour, kWidth);
}

}  // namespace

GrayImage picture_of_foreground(const Template& print) {
    GrayImage picture(print.width, print.height, kInternalDpi, kInside);
    if (print.foreground.columns() == 0) return picture;
    for (int y = 0; y < print.height; ++y) {
        for (int x = 0; x < print.width; ++x) {
            const bool inside = print.foreground.contains(static_cast<float>(x), static_cast<float>(y));
            if (!inside) picture.row(y)[x] = kOutside;
        }
    }
    return picture;
}

ColourImage draw_minutiae(const DrawnPrint& drawn) {
    ColourCanvas canvas(drawn.picture.width() * kZoom, drawn.picture.height() * kZoom, kWhite);
    canvas.place(drawn.picture, 0, 0, kZoom);
    // The best last, so that they lie on top.
    for (auto minutia = drawn.print.minutiae.rbegin(); minutia != drawn.print.minutiae.rend(); ++minutia) {
        draw_minutia(canvas, *minutia, 0, faded(colour_of(minutia->kind), minutia->quality));
    }
    return canvas.picture();
}

ColourImage draw_pairing(const DrawnPrint& a, const DrawnPrint& b, const Explanation& explanation) {
    const int left_of_b = a.picture.width() * kZoom + kGap;
    ColourCanvas canvas(left_of_b + b.picture.width() * kZoom, std::max(a.picture.height(), b.picture.height()) * kZoom,
                        kWhite);
    canvas.place(a.picture, 0, 0, kZoom);
    canvas.place(b.picture, left_of_b, 0, kZoom);
    const auto pairs = static_cast<double>(explanation.pairs.size());
    for (std::size_t i = 0; i < explanation.pairs.size(); ++i) {
        const Minutia& in_a = a.print.minutiae[explanation.pairs[i].probe];
        const Minutia& in_b = b.print.minutiae[explanation.pairs[i].reference];
        const Colour colour = hue(static_cast<double>(i) / pairs);
        canvas.line(on_canvas(in_a.x, 0), on_canvas(in_a.y, 0), on_canvas(in_b.x, left_of_b), on_canvas(in_b.y, 0),
                    colour);
        draw_minutia(canvas, in_a, 0, colour);
        draw_minutia(canvas, in_b, left_of_b, colour);
    }
    return canvas.picture();
}

}  // namespace dactyl::cli
