#include "templates/codec/record/layout.hpp"

namespace dactyl::records {
namespace {

constexpr std::uint32_t kDeviceBits = 12;
constexpr std::uint16_t kDeviceMask = 0x0FFF;

void read_view_2005(Reader& in, MinutiaeRecord& record, RecordView& view) {
    view.position = in.u8();
    const std::uint8_t number_and_impression = in.u8();
    view.number = static_cast<std::uint8_t>(number_and_impression >> 4);
    view.impression = number_and_impression & 15;
    view.qualities = {{in.u8(), 0, 0}};
    view.geometry = record.geometry;
}

RecordDate read_date(Reader& in) {
    RecordDate date;
    date.year = in.u16();
    date.month = in.u8();
    date.day = in.u8();
    date.hour = in.u8();
    date.minute = in.u8();
    date.second = in.u8();
    date.millisecond = in.u16();
    return date;
}

void write_date(Writer& out, const RecordDate& date) {
    out.u16(date.year);
    for (const std::uint8_t field : {date.month, date.day, date.hour, date.minute, date.second}) out.u8(field);
    out.u16(date.millisecond);
}

bool read_capture_2011(Reader& in, const MinutiaeRecord& record, RecordView& view) {
    view.date = read_date(in);
    view.device_technology = in.u8();
    view.device_vendor = in.u16();
    view.device_type = in.u16();
    for (std::size_t left = in.u8(); left > 0 && !in.overrun(); --left) {
        RecordQuality quality;
        quality.value = in.u8();
        quality.vendor = in.u16();
        quality.algorithm = in.u16();
        view.qualities.push_back(quality);
    }
    if (record.certification == 0) return !in.overrun();
    for (std::size_t left = in.u8(); left > 0 && !in.overrun(); --left) {
        RecordCertification certification;
        certification.authority = in.u16();
        certification.scheme = in.u8();
        view.certifications.push_back(certification);
    }
    return !in.overrun();
}

bool read_view_2011(Reader& in, MinutiaeRecord& record, RecordView& view, Notes& notes) {
    if (!read_capture_2011(in, record, view)) return false;
    view.position = in.u8();
    view.number = in.u8();
    view.geometry.x_per_cm = in.u16();
    view.geometry.y_per_cm = in.u16();
    view.impression = in.u8();
    view.geometry.width = in.u16();
    view.geometry.height = in.u16();
    const std::size_t offset = in.offset();
    const std::uint8_t length_and_type = in.u8();
    const int bytes = length_and_type >> 4;
    view.ending_type = length_and_type & 15;
    view.minutia_quality = bytes == 6;
    if (bytes != 5 && bytes != 6) {
        notes.add(offset, "minutiae of neither 5 nor 6 bytes");
        return false;
    }
    return read_minutiae(in, record.format, view, notes);
}

void write_view_2011(Writer& out, const MinutiaeRecord& record, const RecordView& view) {
    const std::size_t begin = out.size();
    out.u32(0);  // the length, known at the end
    write_date(out, view.date);
    out.u8(view.device_technology);
    out.u16(view.device_vendor);
    out.u16(view.device_type);
    out.u8(static_cast<std::uint32_t>(view.qualities.size()));
    for (const RecordQuality& quality : view.qualities) {
        out.u8(quality.value);
        out.u16(quality.vendor);
        out.u16(quality.algorithm);
    }
    if (record.certification != 0) {
        out.u8(static_cast<std::uint32_t>(view.certifications.size()));
        for (const RecordCertification& certification : view.certifications) {
            out.u16(certification.authority);
            out.u8(certification.scheme);
        }
    }
    out.u8(view.position);
    out.u8(view.number);
    out.u16(view.geometry.x_per_cm);
    out.u16(view.geometry.y_per_cm);
    out.u8(view.impression);
    out.u16(view.geometry.width);
    out.u16(view.geometry.height);
    out.u8(static_cast<std::uint32_t>((view.minutia_quality ? 6 : 5) << 4 | view.ending_type));
    write_minutiae(out, record.format, view);
    out.put_u32(begin, static_cast<std::uint32_t>(out.size() - begin));
}

}  // namespace

// ISO 2005 and ANSI 2004 differ only before this point.
bool read_views_2005(Reader& in, MinutiaeRecord& record, Notes& notes) {
    const std::uint16_t device = in.u16();
    record.certification = static_cast<std::uint8_t>(device >> kDeviceBits);
    record.device = device & kDeviceMask;
    record.geometry = read_geometry(in);
    const std::size_t count = in.u8();
    const std::size_t offset = in.offset();
    if (in.u8() != 0) notes.add(offset, "a reserved byte is in use");
    for (std::size_t i = 0; i < count && !in.overrun(); ++i) {
        const std::size_t begin = in.offset();
        RecordView& view = record.views.emplace_back();
        read_view_2005(in, record, view);
        if (!read_minutiae(in, record.format, view, notes)) return false;
        check_view(record.format, view, begin, notes);
    }
    return !in.overrun();
}

void write_views_2005(Writer& out, const MinutiaeRecord& record) {
    out.u16(static_cast<std::uint32_t>(record.certification << kDeviceBits | record.device));
    out.u16(record.geometry.width);
    out.u16(record.geometry.height);
    out.u16(record.geometry.x_per_cm);
    out.u16(record.geometry.y_per_cm);
    out.u8(static_cast<std::uint32_t>(record.views.size()));
    out.u8(0);
    for (const RecordView& view : record.views) {
        out.u8(view.position);
        out.u8(static_cast<std::uint32_t>(view.number << 4 | view.impression));
        out.u8(view.qualities[0].value);
        write_minutiae(out, record.format, view);
    }
}

bool read_iso2011(Reader& in, MinutiaeRecord& record, Notes& notes) {
    const std::size_t count = in.u16();
    record.certification = in.u8();
    for (std::size_t i = 0; i < count && !in.overrun(); ++i) {
        const std::size_t begin = in.offset();
        const std::uint32_t length = in.u32();
        if (length < 4 || length - 4 > in.left()) return false;
        Reader part = in.part(length - 4);
        RecordView& view = record.views.emplace_back();
        if (!read_view_2011(part, record, view, notes) || part.left() > 0) return false;
        check_view(record.format, view, begin, notes);
    }
    return !in.overrun();
}

void write_iso2011(Writer& out, const MinutiaeRecord& record) {
    out.u16(static_cast<std::uint32_t>(record.views.size()));
    out.u8(record.certification);
    for (const RecordView& view : record.views) write_view_2011(out, record, view);
}

}  // namespace dactyl::records
