#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/core/template.hpp"
#include "templates/codec/card.hpp"

namespace dactyl {

/// Every form of a template on a disk or a wire.
enum class TemplateFormat {
    kNative,
    kIso2005,
    kIso2011,
    kAnsi2004,
    kAnsi2009,
    kAnsi2009Am1,
    kCardNormal,
    kCardCompact,
    kJson,
    kCsv,
    kXyt,
};

/// "native", "iso-19794-2-2005", "card-compact", "json", ...
std::string_view to_string(TemplateFormat format);
std::optional<TemplateFormat> parse_template_format(std::string_view text);
/// All formats, in the order of the enumeration.
std::span<const TemplateFormat> template_formats();

/// Tells the form from the first bytes. Nothing for the card forms, which have no mark, and for unknown bytes.
std::optional<TemplateFormat> detect_template_format(std::span<const std::byte> bytes);

/// All templates in the bytes, of a detected form unless one is given. Errors: those of the form's decoder, and
/// kUnsupportedFormat where none is detected. Thread-safe.
Result<std::vector<Template>> decode_templates(std::span<const std::byte> bytes,
                                               std::optional<TemplateFormat> format = std::nullopt);

/// `card` says how many minutiae a card takes and in which order; its form is the format's.
/// Errors: those of the form's encoder, and kInvalidArgument where the form cannot hold that number of templates.
/// Thread-safe.
Result<std::vector<std::byte>> encode_templates(std::span<const Template> prints, TemplateFormat format,
                                                CardOptions card = {});

}  // namespace dactyl
