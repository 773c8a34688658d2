#include "templates/codec/record/layout.hpp"

#include <fmt/core.h>

#include "templates/codec/record/extended_data.hpp"

namespace dactyl::records {
namespace {

constexpr std::uint16_t kFourteenBits = 0x3FFF;
constexpr std::size_t kExtensionHeader = 4;
constexpr std::uint8_t kHighestQuality = 100;
constexpr std::uint8_t kLastFinger = 10;
constexpr std::uint8_t kAnsiAngles = 180;        // units of 2 degrees
constexpr std::uint16_t kLowestResolution = 99;  // pixels per cm, 250 dpi

/// ISO 2005 alone counts an extension's data without its header.
bool counts_header(RecordFormat format) { return format != RecordFormat::kIso2005; }

std::vector<std::uint8_t> copy_of(Bytes bytes) {
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    return {data, data + bytes.size()};
}

/// Nothing when the extensions do not fill the area exactly.
std::optional<std::vector<RecordExtension>> split_extensions(Bytes area, bool with_header) {
    std::vector<RecordExtension> extensions;
    Reader in(area);
    while (in.left() > 0) {
        const std::uint16_t type = in.u16();
        const std::size_t length = in.u16();
        const std::size_t header = with_header ? kExtensionHeader : 0;
        if (in.overrun() || length < header || length - header > in.left()) return std::nullopt;
        extensions.push_back({type, copy_of(in.take(length - header))});
    }
    return extensions;
}

void check_extensions(RecordFormat format, const RecordView& view, std::size_t offset, Notes& notes) {
    for (const RecordExtension& extension : view.extensions) {
        if (extension.type == kRidgeCountType) {
            const auto counts = read_ridge_counts(extension.data);
            if (!counts) notes.add(offset, "the ridge counts cannot be read");
            for (const RidgeCount& count : counts ? counts->counts : std::vector<RidgeCount>()) {
                if (std::max(count.first, count.second) >= view.minutiae.size()) {
                    notes.add(offset, "a ridge count names no minutia");
                }
            }
        } else if (extension.type == kSingularPointType && !read_singular_points(extension.data, format)) {
            notes.add(offset, "the cores and deltas cannot be read");
        }
    }
}

void read_extensions(Reader& in, RecordFormat format, RecordView& view, Notes& notes) {
    const std::size_t offset = in.offset();
    const std::size_t length = in.u16();
    const Bytes area = in.take(length);
    if (in.overrun()) return;
    const bool with_header = counts_header(format);
    if (auto own = split_extensions(area, with_header)) {
        view.extensions = std::move(*own);
    } else if (auto other = split_extensions(area, !with_header)) {
        notes.add(offset, with_header ? "the lengths of extensions leave their headers out"
                                      : "the lengths of extensions count their headers");
        view.extensions = std::move(*other);
    } else {
        notes.add(offset, "the extended data do not hold together");
        view.unread_extensions = copy_of(area);
    }
    check_extensions(format, view, offset, notes);
}

bool is_quality(std::uint8_t value, RecordFormat format) {
    if (value <= kHighestQuality) return true;
    const bool codes = format == RecordFormat::kIso2011 || format >= RecordFormat::kAnsi2009;
    return codes && value >= 254;  // not reported; failed to compute
}

bool is_impression(std::uint8_t code, RecordFormat format) {
    if (format == RecordFormat::kIso2005 || format == RecordFormat::kAnsi2004) return code <= 3 || code == 8;
    return code <= 9 || code == 24 || code == 28 || code == 29;
}

}  // namespace

tl::unexpected<Error> corrupt(std::size_t offset, std::string_view what) {
    return fail(ErrorCode::kCorrupt, fmt::format("damaged minutiae record: {} at byte {}", what, offset));
}

RecordGeometry read_geometry(Reader& in) {
    RecordGeometry geometry;
    geometry.width = in.u16();
    geometry.height = in.u16();
    geometry.x_per_cm = in.u16();
    geometry.y_per_cm = in.u16();
    return geometry;
}

bool read_minutiae(Reader& in, RecordFormat format, RecordView& view, Notes& notes) {
    const std::size_t count = in.u8();
    const std::size_t bytes = view.minutia_quality ? 6 : 5;
    if (in.overrun() || count * bytes > in.left()) return false;
    view.minutiae.resize(count);
    for (RecordMinutia& minutia : view.minutiae) {
        const std::size_t offset = in.offset();
        const std::uint16_t kind_and_x = in.u16();
        const std::uint16_t y = in.u16();
        minutia.kind = static_cast<std::uint8_t>(kind_and_x >> 14);
        minutia.x = kind_and_x & kFourteenBits;
        minutia.y = y & kFourteenBits;
        minutia.angle = in.u8();
        if (view.minutia_quality) minutia.quality = in.u8();
        if (y > kFourteenBits) notes.add(offset + 2, "reserved bits of a minutia are in use");
        if (minutia.kind > 2) notes.add(offset, "a minutia's kind has no meaning");
        if (minutia.x >= view.geometry.width || minutia.y >= view.geometry.height) {
            notes.add(offset, "a minutia lies outside the picture");
        }
        if (is_ansi(format) && minutia.angle >= kAnsiAngles) notes.add(offset + 4, "an angle is above 358 degrees");
        if (!is_quality(minutia.quality, format)) notes.add(offset + 5, "a minutia's quality is above 100");
    }
    read_extensions(in, format, view, notes);
    return !in.overrun();
}

void write_minutiae(Writer& out, RecordFormat format, const RecordView& view) {
    constexpr std::size_t kMinutia = 6;
    out.reserve(view.minutiae.size() * kMinutia + kMinutia);
    out.u8(static_cast<std::uint32_t>(view.minutiae.size()));
    for (const RecordMinutia& minutia : view.minutiae) {
        const std::uint8_t bytes[kMinutia] = {static_cast<std::uint8_t>(minutia.kind << 6 | minutia.x >> 8),
                                              static_cast<std::uint8_t>(minutia.x),
                                              static_cast<std::uint8_t>(minutia.y >> 8),
                                              static_cast<std::uint8_t>(minutia.y),
                                              minutia.angle,
                                              minutia.quality};
        out.bytes(std::span(bytes).first(view.minutia_quality ? kMinutia : kMinutia - 1));
    }
    std::size_t length = view.unread_extensions.size();
    for (const RecordExtension& extension : view.extensions) length += kExtensionHeader + extension.data.size();
    out.u16(static_cast<std::uint32_t>(length));
    const std::size_t header = counts_header(format) ? kExtensionHeader : 0;
    for (const RecordExtension& extension : view.extensions) {
        out.u16(extension.type);
        out.u16(static_cast<std::uint32_t>(header + extension.data.size()));
        out.bytes(extension.data);
    }
    out.bytes(view.unread_extensions);
}

void check_view(RecordFormat format, const RecordView& view, std::size_t offset, Notes& notes) {
    if (view.position > kLastFinger) notes.add(offset, "the position is no finger's");
    if (!is_impression(view.impression, format)) notes.add(offset, "the impression type has no meaning");
    if (view.geometry.width == 0 || view.geometry.height == 0) notes.add(offset, "the picture has no size");
    if (view.geometry.x_per_cm < kLowestResolution || view.geometry.y_per_cm < kLowestResolution) {
        notes.add(offset, "the resolution is below 99 pixels per cm");
    }
    for (const RecordQuality& quality : view.qualities) {
        if (!is_quality(quality.value, format)) notes.add(offset, "the quality is above 100");
    }
    if (!notes.is_first(view.position, view.number)) notes.add(offset, "a finger's view number is repeated");
}

namespace {

const char* misfit_of(const RecordMinutia& minutia) {
    if (minutia.kind > 3) return "a minutia's kind";
    if (minutia.x > kFourteenBits || minutia.y > kFourteenBits) return "a minutia's coordinate";
    return nullptr;
}

const char* misfit_of(const RecordView& view, const MinutiaeRecord& record) {
    const bool narrow = record.format == RecordFormat::kIso2005 || record.format == RecordFormat::kAnsi2004;
    const bool iso2011 = record.format == RecordFormat::kIso2011;
    if (narrow && (view.number > 15 || view.impression > 15)) return "a view's number or impression type";
    if (narrow && view.geometry != record.geometry) return "the geometry of a view that is not the record's";
    if (view.minutiae.size() > 255) return "the number of minutiae";
    if (!iso2011 && view.qualities.size() != 1) return "the number of quality blocks";
    if (narrow && (view.qualities[0].vendor != 0 || view.qualities[0].algorithm != 0)) return "a quality algorithm";
    if (view.qualities.size() > 255 || view.certifications.size() > 255) return "the number of blocks";
    if (!iso2011 && !view.minutia_quality) return "a minutia without quality";
    if (!view.certifications.empty() && !(iso2011 && record.certification != 0)) return "a certification block";
    if (view.ending_type > 15) return "the ridge ending type";
    if (!view.unread_extensions.empty() && !view.extensions.empty()) return "extended data";
    std::size_t extended = view.unread_extensions.size();
    for (const RecordExtension& extension : view.extensions) extended += kExtensionHeader + extension.data.size();
    if (extended > 0xFFFF) return "the length of extended data";
    for (const RecordMinutia& minutia : view.minutiae) {
        if (const char* misfit = misfit_of(minutia)) return misfit;
    }
    return nullptr;
}

const char* misfit_of(const MinutiaeRecord& record) {
    const bool narrow = record.format == RecordFormat::kIso2005 || record.format == RecordFormat::kAnsi2004;
    if (record.views.size() > (record.format == RecordFormat::kIso2011 ? 65'535U : 255U)) return "the number of views";
    if (narrow && (record.certification > 15 || record.device > 4095)) return "the device";
    for (const RecordView& view : record.views) {
        if (const char* misfit = misfit_of(view, record)) return misfit;
    }
    return nullptr;
}

}  // namespace

Result<void> check_fits(const MinutiaeRecord& record) {
    if (const char* misfit = misfit_of(record)) {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("{} does not fit a record of {}", misfit, to_string(record.format)));
    }
    return {};
}

}  // namespace dactyl::records
