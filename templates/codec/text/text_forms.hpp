#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/core/template.hpp"

/// Templates as text (engine/docs/formats/text.md). Reading: kCorrupt, with the line or member named but no value;
/// kUnsupportedFormat where the text is something else; kVersionTooNew. Writing takes valid templates. Thread-safe.
namespace dactyl {

std::string to_json_text(std::span<const Template> prints);
Result<std::vector<Template>> from_json_text(std::string_view text);

std::string to_csv_text(const Template& print);
Result<Template> from_csv_text(std::string_view text);

std::string to_xyt_text(const Template& print);
Result<Template> from_xyt_text(std::string_view text);

}  // namespace dactyl
