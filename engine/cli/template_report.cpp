#include "engine/cli/template_report.hpp"

#include <fmt/format.h>

#include "engine/core/finger.hpp"
#include "templates/codec/record/extended_data.hpp"

namespace dactyl::cli {
namespace {

constexpr double kCentimetresInInch = 2.54;
constexpr std::array<std::string_view, 3> kKinds = {"other", "ending", "bifurcation"};

bool is_ansi(RecordFormat format) { return format >= RecordFormat::kAnsi2004; }

std::string resolution_of(std::uint16_t per_cm) {
    return fmt::format("{} px/cm = {:.1f} dpi", per_cm, per_cm * kCentimetresInInch);
}

std::string size_of(const RecordGeometry& geometry) {
    return fmt::format("{} x {} px", geometry.width, geometry.height);
}

std::string date_of(const RecordDate& date) {
    if (date == RecordDate()) return "unknown";
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:03}", date.year, date.month, date.day, date.hour,
                       date.minute, date.second, date.millisecond);
}

std::string extension_of(std::uint16_t type) {
    switch (type) {
        case 1:
            return "ridge counts";
        case 2:
            return "cores and deltas";
        case 3:
            return "zonal quality";
        default:
            return fmt::format("type {:#06x}", type);
    }
}

std::string hex(std::span<const std::uint8_t> bytes) { return fmt::format("{:02x}", fmt::join(bytes, "")); }

double degrees_of(std::uint8_t angle, RecordFormat format) {
    return is_ansi(format) ? angle * 2.0 : angle * 360.0 / 256;
}

Json minutia_json(const RecordMinutia& minutia, RecordFormat format) {
    const std::string kind =
        minutia.kind < kKinds.size() ? std::string(kKinds[minutia.kind]) : fmt::format("code {}", minutia.kind);
    return {{"x", minutia.x},
            {"y", minutia.y},
            {"direction", degrees_of(minutia.angle, format)},
            {"kind", kind},
            {"quality", minutia.quality}};
}

Json points_json(std::span<const SingularPoint> points, RecordFormat format) {
    Json json = Json::array();
    for (const SingularPoint& point : points) {
        Json entry = {{"x", point.x}, {"y", point.y}};
        for (const std::uint8_t angle : point.angles) entry["directions"].push_back(degrees_of(angle, format));
        json.push_back(std::move(entry));
    }
    return json;
}

Json extension_json(const RecordExtension& extension, RecordFormat format) {
    Json json = {{"type", extension_of(extension.type)}};
    if (extension.type == kRidgeCountType) {
        if (const auto counts = read_ridge_counts(extension.data)) {
            static constexpr std::array<std::string_view, 3> kMethods = {"other", "four quadrants", "eight octants"};
            json["method"] = counts->method < kMethods.size() ? Json(kMethods[counts->method]) : Json(counts->method);
            json["between"] = Json::array();
            for (const RidgeCount& count : counts->counts) {
                json["between"].push_back({count.first, count.second, count.ridges});
            }
            return json;
        }
    } else if (extension.type == kSingularPointType) {
        if (const auto points = read_singular_points(extension.data, format)) {
            json["cores"] = points_json(points->cores, format);
            json["deltas"] = points_json(points->deltas, format);
            return json;
        }
    }
    json["data"] = hex(extension.data);
    return json;
}

Json quality_json(const RecordQuality& quality, RecordFormat format) {
    constexpr std::uint8_t kNotReported = 254;
    constexpr std::uint8_t kNotComputed = 255;
    Json json = {{"value", quality.value}};
    if (quality.value == kNotReported) json["meaning"] = "not reported";
    if (quality.value == kNotComputed) json["meaning"] = "could not be computed";
    if (format == RecordFormat::kIso2005 || format == RecordFormat::kAnsi2004) return json;
    json["vendor"] = fmt::format("{:#06x}", quality.vendor);
    json["algorithm"] = fmt::format("{:#06x}", quality.algorithm);
    return json;
}

Json view_json(const RecordView& view, RecordFormat format) {
    Json json = {{"finger", position_name(view.position)},
                 {"view", view.number},
                 {"impression", impression_name(view.impression)},
                 {"picture", size_of(view.geometry)},
                 {"resolution_x", resolution_of(view.geometry.x_per_cm)},
                 {"resolution_y", resolution_of(view.geometry.y_per_cm)}};
    for (const RecordQuality& quality : view.qualities) {
        json["quality"].push_back(quality_json(quality, format));
    }
    if (format == RecordFormat::kIso2011) {
        json["captured"] = date_of(view.date);
        json["device_technology"] = view.device_technology;
        json["device_vendor"] = fmt::format("{:#06x}", view.device_vendor);
        json["device_type"] = fmt::format("{:#06x}", view.device_type);
        json["ridge_ending_type"] = view.ending_type;
        for (const RecordCertification& certification : view.certifications) {
            json["certifications"].push_back(
                {{"authority", certification.authority}, {"scheme", certification.scheme}});
        }
    }
    for (const RecordExtension& extension : view.extensions)
        json["extensions"].push_back(extension_json(extension, format));
    if (!view.unread_extensions.empty()) json["unread_extended_data"] = hex(view.unread_extensions);
    Json minutiae = Json::array();
    for (const RecordMinutia& minutia : view.minutiae) minutiae.push_back(minutia_json(minutia, format));
    json["minutiae"] = std::move(minutiae);
    return json;
}

/// Words without the marks of JSON: members as "name value", one after the other.
std::string plain(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_structured()) return value.dump();
    std::string text;
    for (const auto& [name, member] : value.items()) {
        if (!text.empty()) text += value.is_array() ? "; " : ", ";
        text += value.is_array() ? plain(member) : fmt::format("{} {}", name, plain(member));
    }
    return text;
}

std::string table_of(const Json& minutiae) {
    std::string text = fmt::format("  {} minutiae\n     {:>9} {:>9} {:>9}  {:<12}{:>7}\n", minutiae.size(), "x", "y",
                                   "direction", "kind", "quality");
    for (const Json& m : minutiae) {
        text += fmt::format("     {:>9} {:>9} {:>9.2f}  {:<12}{:>7}\n", m["x"].get<double>(), m["y"].get<double>(),
                            m["direction"].get<double>(), m["kind"].get<std::string>(), m["quality"].get<int>());
    }
    return text;
}

}  // namespace

std::string position_name(std::uint8_t code) {
    return code <= 10 ? std::string(to_string(static_cast<FingerPosition>(code))) : fmt::format("code {}", code);
}

std::string impression_name(std::uint8_t code) {
    const std::string_view name = to_string(static_cast<Impression>(code));
    const bool unknown =
        name == to_string(Impression::kUnknown) && code != static_cast<std::uint8_t>(Impression::kUnknown);
    return unknown ? fmt::format("code {}", code) : std::string(name);
}

Json describe_record(const MinutiaeRecord& record) {
    Json json = {{"form", to_string(record.format)}};
    if (is_ansi(record.format)) {
        json["vendor"] = fmt::format("{:#06x}", record.vendor);
        json["subformat"] = fmt::format("{:#06x}", record.subformat);
    }
    json["certification"] = record.certification;
    if (record.format != RecordFormat::kIso2011) json["device"] = fmt::format("{:#05x}", record.device);
    json["views"] = Json::array();
    for (const RecordView& view : record.views) json["views"].push_back(view_json(view, record.format));
    return json;
}

Json describe_templates(std::span<const Template> prints) {
    Json json = {{"views", Json::array()}};
    for (const Template& print : prints) {
        Json view = {
            {"finger", to_string(print.position)},
            {"impression", to_string(print.impression)},
            {"picture", fmt::format("{} x {} px at 500 dpi", print.width, print.height)},
            {"quality", print.quality},
            {"device_vendor", fmt::format("{:#06x}", print.device.vendor)},
            {"device_type", fmt::format("{:#06x}", print.device.type)},
            {"extractor_version", print.extractor_version},
            {"foreground",
             print.foreground.columns() == 0 ? Json("none") : Json(fmt::format("{} cells", print.foreground.area()))}};
        Json minutiae = Json::array();
        for (const Minutia& m : print.minutiae) {
            minutiae.push_back({{"x", m.x},
                                {"y", m.y},
                                {"direction", m.direction.degrees()},
                                {"kind", kKinds[static_cast<std::size_t>(m.kind)]},
                                {"quality", m.quality}});
        }
        view["minutiae"] = std::move(minutiae);
        json["views"].push_back(std::move(view));
    }
    return json;
}

std::string report_text(const Json& description) {
    std::string text;
    for (const auto& [name, value] : description.items()) {
        if (name != "views") text += fmt::format("{:<22} {}\n", name, plain(value));
    }
    int number = 0;
    if (!description.contains("views")) return text;
    for (const Json& view : description["views"]) {
        text += fmt::format("\nview {}\n", number++);
        for (const auto& [name, value] : view.items()) {
            if (name != "minutiae") text += fmt::format("  {:<20} {}\n", name, plain(value));
        }
        if (view.contains("minutiae")) text += table_of(view["minutiae"]);
    }
    return text;
}

std::string minutiae_svg(const Template& print) {
    constexpr float kMark = 3;
    constexpr float kTail = 14;
    std::string svg = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\">\n"
        "<rect width=\"{0}\" height=\"{1}\" fill=\"white\" stroke=\"#999\"/>\n<g fill=\"none\" stroke-width=\"1.2\">\n",
        print.width, print.height);
    for (const Minutia& m : print.minutiae) {
        const bool fork = m.kind == MinutiaKind::kBifurcation;
        const std::string_view colour = fork ? "#1565c0" : "#c62828";
        svg += fmt::format("<path stroke=\"{}\" d=\"M{} {}L{:.2f} {:.2f}\"/>", colour, m.x, m.y,
                           m.x + kTail * m.direction.cosine(), m.y - kTail * m.direction.sine());
        svg += fork ? fmt::format("<rect stroke=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n", colour,
                                  m.x - kMark, m.y - kMark, 2 * kMark, 2 * kMark)
                    : fmt::format("<circle stroke=\"{}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>\n", colour, m.x, m.y, kMark);
    }
    return svg + "</g>\n</svg>\n";
}

}  // namespace dactyl::cli
