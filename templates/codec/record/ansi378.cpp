#include "templates/codec/record/layout.hpp"

namespace dactyl::records {
namespace {

void read_view_2009(Reader& in, RecordView& view) {
    view.position = in.u8();
    view.number = in.u8();
    view.impression = in.u8();
    RecordQuality quality;
    quality.value = in.u8();
    quality.vendor = in.u16();
    quality.algorithm = in.u16();
    view.qualities = {quality};
    view.geometry = read_geometry(in);
}

void write_view_2009(Writer& out, const MinutiaeRecord& record, const RecordView& view) {
    out.u8(view.position);
    out.u8(view.number);
    out.u8(view.impression);
    out.u8(view.qualities[0].value);
    out.u16(view.qualities[0].vendor);
    out.u16(view.qualities[0].algorithm);
    out.u16(view.geometry.width);
    out.u16(view.geometry.height);
    out.u16(view.geometry.x_per_cm);
    out.u16(view.geometry.y_per_cm);
    write_minutiae(out, record.format, view);
}

bool read_views_2009(Reader& in, MinutiaeRecord& record, Notes& notes) {
    record.certification = in.u8();
    record.device = in.u16();
    const std::size_t count = in.u8();
    const std::size_t offset = in.offset();
    if (in.u8() != 0) notes.add(offset, "a reserved byte is in use");
    for (std::size_t i = 0; i < count && !in.overrun(); ++i) {
        const std::size_t begin = in.offset();
        RecordView& view = record.views.emplace_back();
        read_view_2009(in, view);
        if (!read_minutiae(in, record.format, view, notes)) return false;
        check_view(record.format, view, begin, notes);
    }
    return !in.overrun();
}

}  // namespace

bool read_ansi(Reader& in, MinutiaeRecord& record, Notes& notes) {
    record.vendor = in.u16();
    record.subformat = in.u16();
    if (record.format == RecordFormat::kAnsi2004) return read_views_2005(in, record, notes);
    return read_views_2009(in, record, notes);
}

void write_ansi(Writer& out, const MinutiaeRecord& record) {
    out.u16(record.vendor);
    out.u16(record.subformat);
    if (record.format == RecordFormat::kAnsi2004) {
        write_views_2005(out, record);
        return;
    }
    out.u8(record.certification);
    out.u16(record.device);
    out.u8(static_cast<std::uint32_t>(record.views.size()));
    out.u8(0);
    for (const RecordView& view : record.views) write_view_2009(out, record, view);
}

}  // namespace dactyl::records
