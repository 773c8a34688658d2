#include "templates/codec/record/conversion.hpp"

#include <fmt/core.h>

#include "templates/codec/quality_order.hpp"
#include "templates/codec/record/mapping.hpp"
#include "templates/codec/units.hpp"
#include "templates/codec/validity.hpp"

namespace dactyl {
namespace {

using namespace codec_units;
using namespace records;

constexpr std::uint16_t kWrittenResolution = 197;  // pixels per cm: what every 500-dpi record says
constexpr std::size_t kMostMinutiaeInView = 255;
constexpr double kCentimetresInInch = 2.54;
constexpr std::uint8_t kHighestQuality = 100;

/// Pixels at 500 dpi in one of the record's. Whole pixels per cm cannot express the usual resolutions: what these round
/// to is taken for them.
double scale_of(std::uint16_t per_cm) {
    for (const double dpi : {250.0, 500.0, 1000.0}) {
        if (per_cm == std::lround(dpi / kCentimetresInInch)) return kInternalDpi.value() / dpi;
    }
    return kInternalDpi.value() / (per_cm * kCentimetresInInch);
}

std::uint8_t quality_of(const RecordMinutia& minutia, const RecordView& view, RecordFormat format) {
    const bool unreported =
        !view.minutia_quality || minutia.quality > kHighestQuality || (is_narrow(format) && minutia.quality == 0);
    return unreported ? kUnreportedQuality : minutia.quality;
}

std::uint8_t quality_of(const RecordView& view) {
    for (const RecordQuality& quality : view.qualities) {
        if (quality.value <= kHighestQuality) return quality.value;
    }
    return kUnreportedQuality;
}

float place(std::uint16_t coordinate, double scale, int side) {
    return std::min(to_minutia_grid(coordinate * scale), static_cast<float>(side));
}

std::uint16_t whole_pixel(float coordinate, int side) {
    return static_cast<std::uint16_t>(std::min(rounded(coordinate), side - 1));
}

/// The record's side at 500 dpi; where it does not say, what its minutiae need.
double side_of(std::uint16_t side, double scale, std::uint16_t furthest) {
    return std::ceil((side > 0 ? side : furthest + 1) * scale);
}

RecordView view_of(const Template& print, RecordFormat format) {
    RecordView view;
    view.position = static_cast<std::uint8_t>(print.position);
    view.impression = impression_code(print.impression, format);
    view.qualities = {{print.quality, 0, 0}};
    view.geometry = {static_cast<std::uint16_t>(print.width), static_cast<std::uint16_t>(print.height),
                     kWrittenResolution, kWrittenResolution};
    if (format == RecordFormat::kIso2011) {
        view.device_vendor = print.device.vendor;
        view.device_type = print.device.type;
    }
    view.minutiae.reserve(std::min(print.minutiae.size(), kMostMinutiaeInView));
    for (const Minutia& minutia : best_minutiae(print.minutiae, kMostMinutiaeInView)) {
        const std::uint8_t quality = is_narrow(format) ? std::max<std::uint8_t>(minutia.quality, 1) : minutia.quality;
        view.minutiae.push_back({static_cast<std::uint8_t>(minutia.kind), whole_pixel(minutia.x, print.width),
                                 whole_pixel(minutia.y, print.height), angle_of(minutia.direction, angle_units(format)),
                                 quality});
    }
    return view;
}

}  // namespace

Result<Template> template_of(const MinutiaeRecord& record, std::size_t index) {
    if (index >= record.views.size()) {
        return fail(ErrorCode::kNotFound, fmt::format("no view {}: the record holds {}", index, record.views.size()));
    }
    const RecordView& view = record.views[index];
    if (view.geometry.x_per_cm == 0 || view.geometry.y_per_cm == 0) {
        return fail(ErrorCode::kCorrupt, "a minutiae record without resolution");
    }
    const double x_scale = scale_of(view.geometry.x_per_cm);
    const double y_scale = scale_of(view.geometry.y_per_cm);
    std::uint16_t furthest_x = 0;
    std::uint16_t furthest_y = 0;
    for (const RecordMinutia& minutia : view.minutiae) {
        furthest_x = std::max(furthest_x, minutia.x);
        furthest_y = std::max(furthest_y, minutia.y);
    }
    const double width = side_of(view.geometry.width, x_scale, furthest_x);
    const double height = side_of(view.geometry.height, y_scale, furthest_y);
    if (width > kLargestTemplateSide || height > kLargestTemplateSide) {
        return fail(ErrorCode::kCorrupt, "a minutiae record of a picture that is too large");
    }

    Template print;
    print.width = static_cast<int>(width);
    print.height = static_cast<int>(height);
    print.quality = quality_of(view);
    print.position = view.position <= 10 ? static_cast<FingerPosition>(view.position) : FingerPosition::kUnknown;
    print.impression = impression_of(view.impression);
    const bool device_in_view = record.format == RecordFormat::kIso2011;
    print.device =
        device_in_view ? CaptureDevice{view.device_vendor, view.device_type} : CaptureDevice{0, record.device};
    const int units = angle_units(record.format);
    print.minutiae.reserve(view.minutiae.size());
    for (const RecordMinutia& minutia : view.minutiae) {
        const auto kind = minutia.kind <= 2 ? static_cast<MinutiaKind>(minutia.kind) : MinutiaKind::kUnknown;
        print.minutiae.push_back({place(minutia.x, x_scale, print.width), place(minutia.y, y_scale, print.height),
                                  direction_of(minutia.angle, units), kind, quality_of(minutia, view, record.format)});
    }
    sort_by_quality(print.minutiae);
    return print;
}

Result<MinutiaeRecord> record_of(std::span<const Template> prints, RecordFormat format) {
    MinutiaeRecord record;
    record.format = format;
    std::array<std::uint8_t, 11> views_of_finger{};
    for (const Template& print : prints) {
        if (auto valid = check_template(print, ErrorCode::kInvalidArgument); !valid) return pass(valid);
        RecordView view = view_of(print, format);
        std::uint8_t& number = views_of_finger[view.position];
        if (number > 15)
            return fail(ErrorCode::kInvalidArgument, "more than 16 views of one finger do not fit a record");
        view.number = number++;
        record.views.push_back(std::move(view));
    }
    if (!record.views.empty()) {
        constexpr std::uint16_t kDeviceBits = 0x0FFF;
        if (is_narrow(format)) record.geometry = record.views[0].geometry;
        if (format != RecordFormat::kIso2011) {
            record.device = is_narrow(format) ? prints[0].device.type & kDeviceBits : prints[0].device.type;
        }
    }
    return record;
}

}  // namespace dactyl
