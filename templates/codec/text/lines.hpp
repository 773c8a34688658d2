#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <vector>

/// Taking text apart without copying it.
namespace dactyl::text_forms {

/// Takes the next line off the front, without its end ("\n" or "\r\n").
inline std::string_view take_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
}

/// The fields of a line between separators; for a blank as separator, runs of blanks count as one.
inline std::vector<std::string_view> split(std::string_view line, char separator) {
    std::vector<std::string_view> fields;
    while (!line.empty()) {
        const std::size_t end = line.find(separator);
        const std::string_view field = line.substr(0, end);
        if (separator != ' ' || !field.empty()) fields.push_back(field);
        line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
    }
    return fields;
}

/// A whole field as a finite number.
inline std::optional<double> parse_number(std::string_view field) {
    double value = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (error != std::errc() || end != field.data() + field.size() || !(value > -1e9 && value < 1e9))
        return std::nullopt;
    return value;
}

}  // namespace dactyl::text_forms
