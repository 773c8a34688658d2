#include "templates/codec/formats.hpp"

#include <fmt/core.h>

#include "templates/codec/native.hpp"
#include "templates/codec/record/conversion.hpp"
#include "templates/codec/record/minutiae_record.hpp"
#include "templates/codec/text/text_forms.hpp"
#include "templates/codec/validity.hpp"

namespace dactyl {
namespace {

using Bytes = std::span<const std::byte>;

struct Entry {
    TemplateFormat format;
    std::string_view name;
    std::optional<RecordFormat> record;
};

constexpr std::array kEntries = {Entry{TemplateFormat::kNative, "native", {}},
                                 Entry{TemplateFormat::kIso2005, "iso-19794-2-2005", RecordFormat::kIso2005},
                                 Entry{TemplateFormat::kIso2011, "iso-19794-2-2011", RecordFormat::kIso2011},
                                 Entry{TemplateFormat::kAnsi2004, "ansi-378-2004", RecordFormat::kAnsi2004},
                                 Entry{TemplateFormat::kAnsi2009, "ansi-378-2009", RecordFormat::kAnsi2009},
                                 Entry{TemplateFormat::kAnsi2009Am1, "ansi-378-2009-am1", RecordFormat::kAnsi2009Am1},
                                 Entry{TemplateFormat::kCardNormal, "card-normal", {}},
                                 Entry{TemplateFormat::kCardCompact, "card-compact", {}},
                                 Entry{TemplateFormat::kJson, "json", {}},
                                 Entry{TemplateFormat::kCsv, "csv", {}},
                                 Entry{TemplateFormat::kXyt, "xyt", {}}};

const Entry& entry_of(TemplateFormat format) { return kEntries[static_cast<std::size_t>(format)]; }

std::string_view text_of(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

Result<std::vector<Template>> one(Result<Template> print) {
    if (!print) return pass(print);
    std::vector<Template> prints;
    prints.push_back(std::move(*print));
    return prints;
}

Result<std::vector<Template>> decode_views(Bytes bytes) {
    const auto record = decode_record(bytes);
    if (!record) return pass(record);
    std::vector<Template> prints;
    for (std::size_t view = 0; view < record->views.size(); ++view) {
        auto print = template_of(*record, view);
        if (!print) return pass(print);
        prints.push_back(std::move(*print));
    }
    return prints;
}

Result<std::vector<std::byte>> encode_views(std::span<const Template> prints, RecordFormat format) {
    const auto record = record_of(prints, format);
    if (!record) return pass(record);
    return encode_record(*record);
}

/// Writing text takes what is valid; the binary forms' encoders look for themselves.
bool is_text(TemplateFormat format) {
    return format == TemplateFormat::kJson || format == TemplateFormat::kCsv || format == TemplateFormat::kXyt;
}

/// Our heading, if there is one, stands before the line of columns; other text begins with '#' too.
bool begins_as_csv(std::string_view text) {
    constexpr std::size_t kMostHeading = 1024;
    if (text.starts_with("x,y,")) return true;
    return text.starts_with('#') && text.substr(0, kMostHeading).find("\nx,y,") != std::string_view::npos;
}

/// A first line of nothing but numbers.
bool begins_as_xyt(std::string_view text) {
    if (text.empty() || text[0] < '0' || text[0] > '9') return false;
    return text.substr(0, text.find('\n')).find_first_not_of("0123456789.-+eE \t\r") == std::string_view::npos;
}

std::vector<std::byte> bytes_of(std::string_view text) {
    const Bytes bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

}  // namespace

std::string_view to_string(TemplateFormat format) { return entry_of(format).name; }

std::optional<TemplateFormat> parse_template_format(std::string_view text) {
    for (const Entry& entry : kEntries) {
        if (entry.name == text) return entry.format;
    }
    return std::nullopt;
}

std::span<const TemplateFormat> template_formats() {
    static constexpr auto kFormats = [] {
        std::array<TemplateFormat, kEntries.size()> formats{};
        for (std::size_t i = 0; i < formats.size(); ++i) formats[i] = kEntries[i].format;
        return formats;
    }();
    return kFormats;
}

std::optional<TemplateFormat> detect_template_format(Bytes bytes) {
    if (const auto record = detect_record(bytes)) {
        for (const Entry& entry : kEntries) {
            if (entry.record == record) return entry.format;
        }
    }
    std::string_view text = text_of(bytes);
    if (text.starts_with("DCTL")) return TemplateFormat::kNative;
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    if (text.starts_with('{')) return TemplateFormat::kJson;
    if (begins_as_csv(text)) return TemplateFormat::kCsv;
    if (begins_as_xyt(text)) return TemplateFormat::kXyt;
    return std::nullopt;
}

Result<std::vector<Template>> decode_templates(Bytes bytes, std::optional<TemplateFormat> format) {
    if (!format) format = detect_template_format(bytes);
    if (!format) return fail(ErrorCode::kUnsupportedFormat, "no template of a form that can be recognised");
    switch (*format) {
        case TemplateFormat::kNative:
            return one(decode_native(bytes));
        case TemplateFormat::kCardNormal:
            return one(decode_card(bytes, CardForm::kNormal));
        case TemplateFormat::kCardCompact:
            return one(decode_card(bytes, CardForm::kCompact));
        case TemplateFormat::kJson:
            return from_json_text(text_of(bytes));
        case TemplateFormat::kCsv:
            return one(from_csv_text(text_of(bytes)));
        case TemplateFormat::kXyt:
            return one(from_xyt_text(text_of(bytes)));
        default:
            return decode_views(bytes);
    }
}

Result<std::vector<std::byte>> encode_templates(std::span<const Template> prints, TemplateFormat format,
                                                CardOptions card) {
    const Entry& entry = entry_of(format);
    if (entry.record) return encode_views(prints, *entry.record);
    if (is_text(format)) {
        for (const Template& print : prints) {
            if (auto valid = check_template(print, ErrorCode::kInvalidArgument); !valid) return pass(valid);
        }
    }
    if (format == TemplateFormat::kJson) return bytes_of(to_json_text(prints));
    if (prints.size() != 1) {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("{} holds one template, not {}", entry.name, prints.size()));
    }
    switch (format) {
        case TemplateFormat::kCsv:
            return bytes_of(to_csv_text(prints[0]));
        case TemplateFormat::kXyt:
            return bytes_of(to_xyt_text(prints[0]));
        case TemplateFormat::kCardNormal:
        case TemplateFormat::kCardCompact:
            card.form = format == TemplateFormat::kCardNormal ? CardForm::kNormal : CardForm::kCompact;
            return encode_card(prints[0], card);
        default:
            return encode_native(prints[0]);
    }
}

}  // namespace dactyl
