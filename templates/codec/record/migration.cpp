#include "templates/codec/record/migration.hpp"

#include <algorithm>

#include "templates/codec/record/extended_data.hpp"
#include "templates/codec/record/mapping.hpp"

namespace dactyl {
namespace {

using namespace records;

constexpr std::uint16_t kNarrowDevice = 0x0FFF;
constexpr std::uint8_t kNarrowCertification = 0x0F;
constexpr std::uint8_t kNotReported = 254;
constexpr std::uint8_t kHighestQuality = 100;

std::uint8_t angle_in(std::uint8_t angle, RecordFormat from, RecordFormat to) {
    if (angle_units(from) == angle_units(to)) return angle;
    return codec_units::angle_of(codec_units::direction_of(angle, angle_units(from)), angle_units(to));
}

/// 0 says "not reported" in the narrow formats, 254 and 255 in the others.
std::uint8_t minutia_quality_in(std::uint8_t quality, bool reported, RecordFormat from, RecordFormat to) {
    const bool unknown = !reported || quality > kHighestQuality || (is_narrow(from) && quality == 0);
    if (is_narrow(to)) return unknown ? 0 : std::max<std::uint8_t>(quality, 1);
    return unknown ? kNotReported : quality;
}

std::vector<RecordQuality> qualities_in(const RecordView& view, RecordFormat to) {
    if (to == RecordFormat::kIso2011) return view.qualities;
    RecordQuality first{is_narrow(to) ? std::uint8_t{0} : kNotReported, 0, 0};
    if (!view.qualities.empty()) first = view.qualities[0];
    if (is_narrow(to)) {
        first = {std::min(first.value, kHighestQuality), 0, 0};
    }
    return {first};
}

std::vector<RecordExtension> extensions_in(const RecordView& view, RecordFormat from, RecordFormat to) {
    std::vector<RecordExtension> extensions = view.extensions;
    for (RecordExtension& extension : extensions) {
        if (extension.type != kSingularPointType) continue;
        auto points = read_singular_points(extension.data, from);
        if (!points) continue;
        for (auto* kind : {&points->cores, &points->deltas}) {
            for (SingularPoint& point : *kind) {
                for (std::uint8_t& angle : point.angles) angle = angle_in(angle, from, to);
            }
        }
        extension.data = write_singular_points(*points, to);
    }
    return extensions;
}

RecordView view_in(const MinutiaeRecord& record, const RecordView& view, RecordFormat to) {
    RecordView out = view;
    out.qualities = qualities_in(view, to);
    out.extensions = extensions_in(view, record.format, to);
    out.impression = is_narrow(to) ? impression_code(impression_of(view.impression), to) : view.impression;
    out.minutia_quality = true;
    for (RecordMinutia& minutia : out.minutiae) {
        minutia.angle = angle_in(minutia.angle, record.format, to);
        minutia.quality = minutia_quality_in(minutia.quality, view.minutia_quality, record.format, to);
    }
    if (to == RecordFormat::kIso2011) {
        out.device_type = record.device;
        return out;
    }
    // What ISO 2011 alone can say.
    const RecordView unsaid;
    out.date = unsaid.date;
    out.device_technology = unsaid.device_technology;
    out.device_vendor = unsaid.device_vendor;
    out.device_type = unsaid.device_type;
    out.ending_type = unsaid.ending_type;
    out.certifications.clear();
    return out;
}

}  // namespace

Result<MinutiaeRecord> migrated(const MinutiaeRecord& record, RecordFormat format) {
    if (record.format == format) return record;
    MinutiaeRecord out;
    out.format = format;
    if (format >= RecordFormat::kAnsi2004) {
        out.vendor = record.vendor;
        out.subformat = record.subformat;
    }
    const bool from_2011 = record.format == RecordFormat::kIso2011;
    if (format != RecordFormat::kIso2011) {
        const std::uint16_t device = from_2011 && !record.views.empty() ? record.views[0].device_type : record.device;
        out.device = is_narrow(format) ? device & kNarrowDevice : device;
        // Of ISO 2011 the header holds no more than whether certification blocks follow.
        const std::uint8_t certification = from_2011 ? std::uint8_t{0} : record.certification;
        out.certification = is_narrow(format) ? certification & kNarrowCertification : certification;
    }
    for (const RecordView& view : record.views) out.views.push_back(view_in(record, view, format));
    if (is_narrow(format) && !out.views.empty()) {
        out.geometry = out.views[0].geometry;
        for (const RecordView& view : out.views) {
            if (view.geometry != out.geometry || view.number > 15 || out.views.size() > 255) {
                return fail(ErrorCode::kInvalidArgument,
                            "views of different sizes, or as many, do not fit a record with one header for all");
            }
        }
    }
    return out;
}

}  // namespace dactyl
