#pragma once

#include <span>
#include <string>

#include "engine/cli/console.hpp"
#include "engine/core/template.hpp"
#include "templates/codec/record/minutiae_record.hpp"

namespace dactyl::cli {

/// "right-index", "live-scan-plain"; "code 77" for a code without a meaning.
std::string position_name(std::uint8_t code);
std::string impression_name(std::uint8_t code);

/// Every field of a record as it stands, with what it means.
Json describe_record(const MinutiaeRecord& record);
/// The fields of templates in the engine's units.
Json describe_templates(std::span<const Template> prints);

/// Either description for people: one field a line, minutiae as a table.
std::string report_text(const Json& description);

/// The minutiae of a print as an SVG picture: endings as circles, bifurcations as squares, a line in their direction.
std::string minutiae_svg(const Template& print);

}  // namespace dactyl::cli
