#include <cmath>

#include <fmt/core.h>

#include "templates/codec/text/lines.hpp"
#include "templates/codec/text/names.hpp"
#include "templates/codec/text/text_forms.hpp"
#include "templates/codec/text/text_writer.hpp"
#include "templates/codec/units.hpp"
#include "templates/codec/validity.hpp"

namespace dactyl {
namespace {

using namespace text_forms;

constexpr std::string_view kColumns = "x,y,direction,kind,quality";
constexpr std::size_t kLongestLine = 4 * (kLongestNumber + 1) + 16;  // with the longest kind
constexpr std::size_t kShortestLine = 14;                            // "0,0,0,ending,0"

tl::unexpected<Error> corrupt(std::size_t line, const char* what) {
    return fail(ErrorCode::kCorrupt, fmt::format("damaged CSV template: {} in line {}", what, line));
}

/// "# width=388 height=374 quality=81 position=right-index"
bool read_heading(std::string_view line, Template& print) {
    for (FieldReader<' '> fields(line.substr(1)); !fields.done();) {
        const std::string_view field = fields.word();
        const std::size_t equals = field.find('=');
        if (equals == std::string_view::npos) return false;
        const std::string_view name = field.substr(0, equals);
        const std::string_view value = field.substr(equals + 1);
        const auto number = parse_number(value);
        if (name == "position") {
            const auto position = parse_finger_position(value);
            if (!position) return false;
            print.position = *position;
        } else if (!number || *number < 0 || *number > kLargestTemplateSide) {
            return false;
        } else if (name == "width") {
            print.width = static_cast<int>(*number);
        } else if (name == "height") {
            print.height = static_cast<int>(*number);
        } else if (name == "quality" && *number <= 100) {
            print.quality = static_cast<std::uint8_t>(*number);
        } else {
            return false;
        }
    }
    return true;
}

/// Appends a minutia, field by field: composing one first and copying it takes as long as reading it.
bool read_minutia(FieldReader<','> fields, std::vector<Minutia>& minutiae) {
    const double x = fields.number();
    const double y = fields.number();
    const double direction = fields.number();
    const auto kind = parse_kind(fields.word());
    const double quality = fields.number();
    if (std::isnan(x + y + direction) || !kind || !(quality >= 0 && quality <= 100) || !fields.done()) return false;
    Minutia& minutia = minutiae.emplace_back();
    minutia.x = static_cast<float>(x);
    minutia.y = static_cast<float>(y);
    minutia.direction = Direction::from_degrees(direction);
    minutia.kind = *kind;
    minutia.quality = static_cast<std::uint8_t>(quality);
    return true;
}

/// Coordinates are multiples of 1/8: exact.
int in_thousandths(float pixels) { return static_cast<int>(pixels * 1000); }

/// A step of a direction is 5 thousandths of a degree: the nearest one reads as the same step again.
int in_thousandths(Direction direction) { return codec_units::rounded(direction.degrees() * 1000); }

}  // namespace

std::string to_csv_text(const Template& print) {
    const std::string heading = fmt::format("# width={} height={} quality={} position={}\n{}\n", print.width,
                                            print.height, print.quality, to_string(print.position), kColumns);
    TextWriter out(heading.size() + print.minutiae.size() * kLongestLine);
    out.word(heading);
    for (const Minutia& minutia : print.minutiae) {
        out.thousandths(in_thousandths(minutia.x));
        out.character(',');
        out.thousandths(in_thousandths(minutia.y));
        out.character(',');
        out.thousandths(in_thousandths(minutia.direction));
        out.character(',');
        out.word(name_of(minutia.kind));
        out.character(',');
        out.whole(minutia.quality);
        out.character('\n');
    }
    return out.take();
}

Result<Template> from_csv_text(std::string_view text) {
    Template print;
    print.minutiae.reserve(std::min(text.size() / kShortestLine + 1, kMostMinutiae));
    bool columns = false;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::string_view line = take_line(text);
        if (line.empty()) continue;
        if (line[0] == '#') {
            if (!read_heading(line, print)) return corrupt(number, "the heading cannot be read");
        } else if (!columns) {
            if (line != kColumns) return corrupt(number, "the columns are others");
            columns = true;
        } else {
            if (print.minutiae.size() == kMostMinutiae) return corrupt(number, "there are too many minutiae");
            if (!read_minutia(FieldReader<','>(line), print.minutiae))
                return corrupt(number, "a minutia cannot be read");
        }
    }
    if (!columns) return fail(ErrorCode::kUnsupportedFormat, "text of something else than minutiae");
    if (print.width == 0 && print.height == 0) size_by_minutiae(print);
    if (auto valid = check_template(print, ErrorCode::kCorrupt); !valid) return pass(valid);
    return print;
}

}  // namespace dactyl
