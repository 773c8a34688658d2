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
constexpr double kRing = 4;   ///< radius of a minutia's ring
constexpr double kTail = 12;  ///< length of its direction

std::string picture(ImageView image, int left) {
    return fmt::format("<image x='{}' y='0' width='{}' height='{}' href='data:image/png;base64,{}'/>\n", left,
                       image.width(), image.height(), base64(encode_png(image)));
}

std::string ring(const Minutia& minutia, int left, bool paired) {
    const double x = left + double{minutia.x};
    const double y = minutia.y;
    return fmt::format(
        "<g class='{} {}'><circle cx='{:.1f}' cy='{:.1f}' r='{}'/><path d='M{:.1f} {:.1f}L{:.1f} {:.1f}'/></g>\n",
        minutia.kind == MinutiaKind::kBifurcation ? "fork" : "end", paired ? "paired" : "single", x, y, kRing,
        x + kRing * minutia.direction.cosine(), y - kRing * minutia.direction.sine(),
        x + kTail * minutia.direction.cosine(), y - kTail * minutia.direction.sine());
}

std::string rings(const Template* print, int left, const std::set<std::size_t>& paired) {
    std::string text;
    for (std::size_t i = 0; print != nullptr && i < print->minutiae.size(); ++i) {
        text += ring(print->minutiae[i], left, paired.count(i) > 0);
    }
    return text;
}

}  // namespace

std::string draw_pair(const DrawnPrint& probe, const DrawnPrint& reference, std::span<const MinutiaPair> pairs) {
    const int right = probe.image.width() + kGap;
    const int width = right + reference.image.width();
    const int height = std::max(probe.image.height(), reference.image.height());
    std::string svg =
        fmt::format("<svg class='pair' viewBox='0 0 {0} {1}' role='img' aria-label='two prints and their minutiae'>\n",
                    width, height);
    svg += picture(probe.image, 0) + picture(reference.image, right);
    std::set<std::size_t> on_probe;
    std::set<std::size_t> on_reference;
    for (const MinutiaPair& pair : pairs) {
        on_probe.insert(pair.probe);
        on_reference.insert(pair.reference);
        const Minutia& a = probe.print->minutiae[pair.probe];
        const Minutia& b = reference.print->minutiae[pair.reference];
        fmt::format_to(std::back_inserter(svg), "<path class='join' d='M{:.1f} {:.1f}L{:.1f} {:.1f}'/>\n", a.x, a.y,
                       right + double{b.x}, b.y);
    }
    return svg + rings(probe.print, 0, on_probe) + rings(reference.print, right, on_reference) + "</svg>\n";
}

}  // namespace dactyl
