#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace dactyl {

/// JSON for files that people read and git compares: objects and arrays of objects indented by two, everything below on
/// one line. Bytes that are no UTF-8 become replacement characters. Ends with a line break.
std::string compact_json(const nlohmann::ordered_json& json);

}  // namespace dactyl
