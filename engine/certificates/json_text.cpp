#include "engine/certificates/json_text.hpp"

#include <set>
#include <string>
#include <vector>

namespace dactyl {
namespace {

using nlohmann::json;

// Deeper values would only serve to exhaust the stack of whoever writes them out again.
constexpr int kDeepest = 8;

}  // namespace

Result<json> parse_json(std::string_view text) {
    std::vector<std::set<std::string>> names;
    bool acceptable = true;
    const auto look = [&](int depth, json::parse_event_t event, json& parsed) {
        if (event == json::parse_event_t::object_start || event == json::parse_event_t::array_start) {
            acceptable = acceptable && depth < kDeepest;
        }
        if (event == json::parse_event_t::object_start) names.emplace_back();
        if (event == json::parse_event_t::object_end && !names.empty()) names.pop_back();
        if (event == json::parse_event_t::key) {
            acceptable = acceptable && !names.empty() && names.back().insert(parsed.get<std::string>()).second;
        }
        return acceptable;  // what is refused is not built
    };
    json parsed = json::parse(text.begin(), text.end(), look, false);
    if (!acceptable || parsed.is_discarded()) return fail(ErrorCode::kCorrupt, "a certificate holds malformed JSON");
    return parsed;
}

}  // namespace dactyl
