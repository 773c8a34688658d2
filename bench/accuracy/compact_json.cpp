#include "bench/accuracy/compact_json.hpp"

#include <algorithm>

namespace dactyl {
namespace {

using Json = nlohmann::ordered_json;

bool fits_a_line(const Json& json) {
    return std::all_of(json.begin(), json.end(), [](const Json& element) {
        return !element.is_object() && (!element.is_array() || fits_a_line(element));
    });
}

std::string on_one_line(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

void write(const Json& json, std::size_t depth, std::string& out) {
    if (!json.is_structured() || json.empty() || (depth > 0 && fits_a_line(json))) {
        out += on_one_line(json);
        return;
    }
    const std::string indent(2 * (depth + 1), ' ');
    out += json.is_object() ? '{' : '[';
    const char* separator = "\n";
    for (const auto& [key, value] : json.items()) {
        out.append(separator).append(indent);
        if (json.is_object()) {
            out += on_one_line(key) + ": ";
        }
        write(value, depth + 1, out);
        separator = ",\n";
    }
    out.append("\n").append(2 * depth, ' ') += json.is_object() ? '}' : ']';
}

}  // namespace

std::string compact_json(const Json& json) {
    std::string out;
    write(json, 0, out);
    return out + '\n';
}

}  // namespace dactyl
