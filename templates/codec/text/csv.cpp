#include <cmath>

#include <fmt/format.h>

#include "templates/codec/text/lines.hpp"
#include "templates/codec/text/names.hpp"
#include "templates/codec/text/text_forms.hpp"
#include "templates/codec/validity.hpp"

namespace dactyl {
namespace {

using namespace text_forms;

constexpr std::string_view kColumns = "x,y,direction,kind,quality";

tl::unexpected<Error> corrupt(std::size_t line, const char* what) {
    return fail(ErrorCode::kCorrupt, fmt::format("damaged CSV template: {} in line {}", what, line));
}

/// "# width=388 height=374 quality=81 position=right-index"
bool read_heading(std::string_view line, Template& print) {
    for (const std::string_view field : split(line.substr(1), ' ')) {
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

std::optional<Minutia> read_minutia(std::string_view line) {
    const auto fields = split(line, ',');
    if (fields.size() != 5) return std::nullopt;
    const auto x = parse_number(fields[0]);
    const auto y = parse_number(fields[1]);
    const auto direction = parse_number(fields[2]);
    const auto kind = parse_kind(fields[3]);
    const auto quality = parse_number(fields[4]);
    if (!x || !y || !direction || !kind || !quality || *quality < 0 || *quality > 100) return std::nullopt;
    return Minutia{static_cast<float>(*x), static_cast<float>(*y),
                   Direction::from_degrees(std::fmod(*direction, 360.0)), *kind, static_cast<std::uint8_t>(*quality)};
}

}  // namespace

std::string to_csv_text(const Template& print) {
    std::string text = fmt::format("# width={} height={} quality={} position={}\n{}\n", print.width, print.height,
                                   print.quality, to_string(print.position), kColumns);
    for (const Minutia& minutia : print.minutiae) {
        text += fmt::format("{},{},{},{},{}\n", minutia.x, minutia.y, minutia.direction.degrees(),
                            name_of(minutia.kind), minutia.quality);
    }
    return text;
}

Result<Template> from_csv_text(std::string_view text) {
    Template print;
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
            const auto minutia = read_minutia(line);
            if (!minutia) return corrupt(number, "a minutia cannot be read");
            if (print.minutiae.size() == kMostMinutiae) return corrupt(number, "there are too many minutiae");
            print.minutiae.push_back(*minutia);
        }
    }
    if (!columns) return fail(ErrorCode::kUnsupportedFormat, "text of something else than minutiae");
    if (print.width == 0 && print.height == 0) size_by_minutiae(print);
    if (auto valid = check_template(print, ErrorCode::kCorrupt); !valid) return pass(valid);
    return print;
}

}  // namespace dactyl
