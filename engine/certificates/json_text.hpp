#pragma once

#include <string_view>

#include <nlohmann/json.hpp>

#include "engine/core/result.hpp"

namespace dactyl {

/// Reads JSON of strangers. Errors: kCorrupt (no JSON, not UTF-8, more than 8 levels, a name twice in one object, a
/// number that is not finite).
Result<nlohmann::json> parse_json(std::string_view text);

}  // namespace dactyl
