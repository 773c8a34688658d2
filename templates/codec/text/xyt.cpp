#include <cmath>

#include <fmt/format.h>

#include "templates/codec/quality_order.hpp"
#include "templates/codec/text/lines.hpp"
#include "templates/codec/text/names.hpp"
#include "templates/codec/text/text_forms.hpp"
#include "templates/codec/units.hpp"
#include "templates/codec/validity.hpp"

namespace dactyl {
namespace {

using namespace text_forms;

constexpr double kDegrees = 360;

tl::unexpected<Error> corrupt(std::size_t line, const char* what) {
    return fail(ErrorCode::kCorrupt, fmt::format("damaged xyt template: {} in line {}", what, line));
}

/// With y as it stands there, from the bottom.
std::optional<Minutia> read_minutia(std::span<const std::string_view> fields) {
    std::array<double, 4> numbers = {0, 0, 0, codec_units::kUnreportedQuality};
    if (fields.size() < 3 || fields.size() > numbers.size()) return std::nullopt;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto number = parse_number(fields[i]);
        if (!number) return std::nullopt;
        numbers[i] = *number;
    }
    const auto [x, y, angle, quality] = numbers;
    const auto inside = [](double value) { return value >= 0 && value < kLargestTemplateSide; };
    if (!inside(x) || !inside(y) || quality < 0 || quality > 100) return std::nullopt;
    return Minutia{to_minutia_grid(x), to_minutia_grid(y),
                   Direction::from_degrees(std::fmod(angle, kDegrees)).reversed(), MinutiaKind::kUnknown,
                   static_cast<std::uint8_t>(quality)};
}

}  // namespace

std::string to_xyt_text(const Template& print) {
    std::string text;
    for (const Minutia& minutia : print.minutiae) {
        const long degrees = std::lround(minutia.direction.reversed().degrees()) % std::lround(kDegrees);
        text += fmt::format("{} {} {} {}\n", std::lround(minutia.x),
                            std::lround(static_cast<float>(print.height) - minutia.y), degrees, minutia.quality);
    }
    return text;
}

Result<Template> from_xyt_text(std::string_view text) {
    Template print;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto fields = split(take_line(text), ' ');
        if (fields.empty()) continue;
        const auto minutia = read_minutia(fields);
        if (!minutia) return corrupt(number, "a minutia cannot be read");
        if (print.minutiae.size() == kMostMinutiae) return corrupt(number, "there are too many minutiae");
        print.minutiae.push_back(*minutia);
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
