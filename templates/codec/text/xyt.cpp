#include <cmath>

#include <fmt/core.h>

#include "templates/codec/quality_order.hpp"
#include "templates/codec/text/lines.hpp"
#include "templates/codec/text/names.hpp"
#include "templates/codec/text/text_forms.hpp"
#include "templates/codec/text/text_writer.hpp"
#include "templates/codec/units.hpp"
#include "templates/codec/validity.hpp"

namespace dactyl {
namespace {

using namespace text_forms;

constexpr int kDegrees = 360;

tl::unexpected<Error> corrupt(std::size_t line, const char* what) {
    return fail(ErrorCode::kCorrupt, fmt::format("damaged xyt template: {} in line {}", what, line));
}

constexpr std::size_t kLongestLine = 4 * (kLongestNumber + 1);
constexpr std::size_t kShortestLine = 6;  // "0 0 0\n"

/// Where a minutia's ridge goes on: what NBIS calls its angle.
Direction of_nbis(double degrees) {
    if (degrees < 0 || degrees >= kDegrees) degrees = std::fmod(degrees, kDegrees);
    return Direction::from_degrees(degrees).reversed();
}

/// The same in whole degrees, rounded, below 360.
int to_nbis(Direction direction) {
    const int degrees = codec_units::rounded(direction.reversed().degrees());
    return degrees < kDegrees ? degrees : 0;
}

/// Appends a minutia, with y as it stands there, from the bottom; field by field, for composing one first and copying
/// it takes as long as reading it.
bool read_minutia(FieldReader<' '> fields, std::vector<Minutia>& minutiae) {
    const double x = fields.number();
    const double y = fields.number();
    const double angle = fields.number();
    const double quality = fields.done() ? codec_units::kUnreportedQuality : fields.number();
    const auto inside = [](double value) { return value >= 0 && value < kLargestTemplateSide; };
    if (!inside(x) || !inside(y) || std::isnan(angle) || !(quality >= 0 && quality <= 100) || !fields.done())
        return false;
    Minutia& minutia = minutiae.emplace_back();
    minutia.x = to_minutia_grid(x);
    minutia.y = to_minutia_grid(y);
    minutia.direction = of_nbis(angle);
    minutia.kind = MinutiaKind::kUnknown;
    minutia.quality = static_cast<std::uint8_t>(quality);
    return true;
}

}  // namespace

std::string to_xyt_text(const Template& print) {
    TextWriter out(print.minutiae.size() * kLongestLine);
    const auto height = static_cast<float>(print.height);
    for (const Minutia& minutia : print.minutiae) {
        out.whole(codec_units::rounded(minutia.x));
        out.character(' ');
        out.whole(codec_units::rounded(height - minutia.y));
        out.character(' ');
        out.whole(to_nbis(minutia.direction));
        out.character(' ');
        out.whole(minutia.quality);
        out.character('\n');
    }
    return out.take();
}

Result<Template> from_xyt_text(std::string_view text) {
    Template print;
    print.minutiae.reserve(std::min(text.size() / kShortestLine + 1, kMostMinutiae));
    for (std::size_t number = 1; !text.empty(); ++number) {
        const FieldReader<' '> fields(take_line(text));
        if (fields.done()) continue;
        if (print.minutiae.size() == kMostMinutiae) return corrupt(number, "there are too many minutiae");
        if (!read_minutia(fields, print.minutiae)) return corrupt(number, "a minutia cannot be read");
    }
    if (print.minutiae.empty()) return fail(ErrorCode::kUnsupportedFormat, "no xyt template: it holds no minutia");
    size_by_minutiae(print);
    for (Minutia& minutia : print.minutiae) minutia.y = static_cast<float>(print.height) - minutia.y;
    print.quality = codec_units::kUnreportedQuality;
    print.impression = Impression::kUnknown;
    sort_by_quality(print.minutiae);
    return print;
}

}  // namespace dactyl
