#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "templates/codec/quality_order.hpp"
#include "templates/codec/text/names.hpp"
#include "templates/codec/text/text_forms.hpp"
#include "templates/codec/validity.hpp"

namespace dactyl {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "dactyl-template";
constexpr int kVersion = 1;
constexpr char kInside = '#';
constexpr char kOutside = '.';
constexpr std::size_t kMostTemplates = 65'536;

constexpr std::array kImpressions = {Impression::kLiveScanPlain,    Impression::kLiveScanRolled,
                                     Impression::kNonLiveScanPlain, Impression::kNonLiveScanRolled,
                                     Impression::kLatent,           Impression::kSwipe,
                                     Impression::kUnknown};

Json rows_of(const Foreground& foreground) {
    Json rows = Json::array();
    for (int row = 0; row < foreground.rows(); ++row) {
        std::string line;
        for (int column = 0; column < foreground.columns(); ++column) {
            line.push_back(foreground.cell(column, row) ? kInside : kOutside);
        }
        rows.push_back(std::move(line));
    }
    return rows;
}

Json json_of(const Template& print) {
    Json json = {{"width", print.width},
                 {"height", print.height},
                 {"quality", print.quality},
                 {"position", to_string(print.position)},
                 {"impression", to_string(print.impression)},
                 {"device", {{"vendor", print.device.vendor}, {"type", print.device.type}}},
                 {"extractor_version", print.extractor_version}};
    if (print.foreground != Foreground()) json["foreground"] = rows_of(print.foreground);
    Json minutiae = Json::array();
    for (const Minutia& minutia : print.minutiae) {
        minutiae.push_back({{"x", minutia.x},
                            {"y", minutia.y},
                            {"direction", minutia.direction.degrees()},
                            {"kind", text_forms::name_of(minutia.kind)},
                            {"quality", minutia.quality}});
    }
    json["minutiae"] = std::move(minutiae);
    return json;
}

/// Reads members one by one; the first one that is missing or wrong is remembered and named.
class Members {
  public:
    explicit Members(const Json& object, const char*& fault) : object_(object), fault_(fault) {
        if (!object.is_object()) fault_ = "an object";
    }

    double number(const char* name) {
        const Json* member = find(name);
        if (member == nullptr || !member->is_number() || !std::isfinite(member->get<double>())) {
            fault_ = name;
            return 0;
        }
        return member->get<double>();
    }
    int whole(const char* name, int otherwise, int most) {
        const Json* member = find(name);
        if (member == nullptr) return otherwise;
        if (!member->is_number_integer() || member->get<double>() < 0 || member->get<double>() > most) {
            fault_ = name;
            return otherwise;
        }
        return member->get<int>();
    }
    template <class Parse>
    void word(const char* name, Parse parse) {
        const Json* member = find(name);
        if (member == nullptr) return;
        if (!member->is_string() || !parse(member->get_ref<const std::string&>())) fault_ = name;
    }
    const Json* find(const char* name) const {
        if (!object_.is_object()) return nullptr;
        const auto at = object_.find(name);
        return at == object_.end() ? nullptr : &*at;
    }

  private:
    const Json& object_;
    const char*& fault_;
};

Minutia minutia_of(const Json& json, const char*& fault) {
    Members members(json, fault);
    Minutia minutia;
    minutia.x = static_cast<float>(members.number("x"));
    minutia.y = static_cast<float>(members.number("y"));
    minutia.direction = Direction::from_degrees(std::fmod(members.number("direction"), 360.0));
    minutia.quality = static_cast<std::uint8_t>(members.whole("quality", 50, 100));
    members.word("kind", [&](const std::string& text) {
        const auto kind = text_forms::parse_kind(text);
        minutia.kind = kind.value_or(MinutiaKind::kUnknown);
        return kind.has_value();
    });
    return minutia;
}

Foreground foreground_of(const Json& rows, const Template& print, const char*& fault) {
    Foreground foreground(print.width, print.height);
    if (!rows.is_array() || rows.size() != static_cast<std::size_t>(foreground.rows())) {
        fault = "foreground";
        return {};
    }
    for (int row = 0; row < foreground.rows(); ++row) {
        const Json& line = rows[static_cast<std::size_t>(row)];
        const std::string* cells = line.is_string() ? line.get_ptr<const std::string*>() : nullptr;
        if (cells == nullptr || cells->size() != static_cast<std::size_t>(foreground.columns()) ||
            cells->find_first_not_of("#.") != std::string::npos) {
            fault = "foreground";
            return {};
        }
        for (int column = 0; column < foreground.columns(); ++column) {
            foreground.set_cell(column, row, (*cells)[static_cast<std::size_t>(column)] == kInside);
        }
    }
    return foreground;
}

Template template_of(const Json& json, const char*& fault) {
    Members members(json, fault);
    Template print;
    print.width = members.whole("width", 0, kLargestTemplateSide);
    print.height = members.whole("height", 0, kLargestTemplateSide);
    print.quality = static_cast<std::uint8_t>(members.whole("quality", 50, 100));
    print.extractor_version = static_cast<std::uint16_t>(members.whole("extractor_version", 0, 65'535));
    members.word("position", [&](const std::string& text) {
        const auto position = parse_finger_position(text);
        print.position = position.value_or(FingerPosition::kUnknown);
        return position.has_value();
    });
    members.word("impression", [&](const std::string& text) {
        const auto at = std::find_if(kImpressions.begin(), kImpressions.end(),
                                     [&](Impression impression) { return to_string(impression) == text; });
        if (at != kImpressions.end()) print.impression = *at;
        return at != kImpressions.end();
    });
    if (const Json* device = members.find("device")) {
        Members parts(*device, fault);
        print.device.vendor = static_cast<std::uint16_t>(parts.whole("vendor", 0, 65'535));
        print.device.type = static_cast<std::uint16_t>(parts.whole("type", 0, 65'535));
    }
    const Json* minutiae = members.find("minutiae");
    if (minutiae != nullptr && (!minutiae->is_array() || minutiae->size() > kMostMinutiae)) {
        fault = "minutiae";
    } else if (minutiae != nullptr) {
        for (const Json& minutia : *minutiae) print.minutiae.push_back(minutia_of(minutia, fault));
    }
    if (const Json* rows = members.find("foreground"); rows != nullptr && fault == nullptr) {
        print.foreground = foreground_of(*rows, print, fault);
    }
    return print;
}

tl::unexpected<Error> corrupt(const char* member) {
    return fail(ErrorCode::kCorrupt, fmt::format("damaged JSON template: '{}' is missing or wrong", member));
}

}  // namespace

std::string to_json_text(std::span<const Template> prints) {
    Json templates = Json::array();
    for (const Template& print : prints) templates.push_back(json_of(print));
    return Json({{"format", kFormat}, {"version", kVersion}, {"templates", std::move(templates)}}).dump(2) + "\n";
}

Result<std::vector<Template>> from_json_text(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded()) return fail(ErrorCode::kCorrupt, "damaged JSON template: no JSON");
    const char* fault = nullptr;
    Members members(json, fault);
    bool known = false;
    members.word("format", [&](const std::string& format) { return known = format == kFormat; });
    if (!known) return fail(ErrorCode::kUnsupportedFormat, "JSON of something else than templates");
    const int version = members.whole("version", 0, 1'000'000);
    if (version > kVersion) {
        return fail(ErrorCode::kVersionTooNew,
                    fmt::format("JSON templates of version {}: this software knows up to {}", version, kVersion));
    }
    const Json* templates = members.find("templates");
    if (version < 1 || fault != nullptr) return corrupt("version");
    if (templates == nullptr || !templates->is_array() || templates->size() > kMostTemplates)
        return corrupt("templates");
    std::vector<Template> prints;
    for (const Json& entry : *templates) {
        Template print = template_of(entry, fault);
        if (fault != nullptr) return corrupt(fault);
        if (auto valid = check_template(print, ErrorCode::kCorrupt); !valid) return pass(valid);
        prints.push_back(std::move(print));
    }
    return prints;
}

}  // namespace dactyl
