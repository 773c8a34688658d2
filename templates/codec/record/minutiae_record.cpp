#include "templates/codec/record/minutiae_record.hpp"

#include <fmt/core.h>

#include "templates/codec/record/layout.hpp"

namespace dactyl {
namespace {

using namespace records;

struct FormatName {
    RecordFormat format;
    std::string_view name;
};

constexpr std::array kNames = {
    FormatName{RecordFormat::kIso2005, "iso-19794-2-2005"}, FormatName{RecordFormat::kIso2011, "iso-19794-2-2011"},
    FormatName{RecordFormat::kAnsi2004, "ansi-378-2004"}, FormatName{RecordFormat::kAnsi2009, "ansi-378-2009"},
    FormatName{RecordFormat::kAnsi2009Am1, "ansi-378-2009-am1"}};

constexpr std::size_t kVersionAt = 4;
constexpr std::size_t kLengthAt = 8;
constexpr std::size_t kIsoHeader2005 = 24;
constexpr std::size_t kAnsiHeader2004 = 26;
constexpr std::size_t kFirstView2011 = 15;
constexpr std::size_t kShortestView2011 = 34;

/// The length fields tell ISO from ANSI: each format's shortest record makes some values impossible.
RecordFormat format_of_version_20(Bytes bytes) {
    Reader in(bytes.subspan(kLengthAt));
    const std::uint16_t first = in.u16();
    if (first >= kAnsiHeader2004) return RecordFormat::kAnsi2004;
    if (first > 0) return RecordFormat::kIso2005;
    return in.u16() >= kIsoHeader2005 ? RecordFormat::kIso2005 : RecordFormat::kAnsi2004;
}

RecordFormat format_of_version_30(Bytes bytes) {
    Reader in(bytes.subspan(kLengthAt));
    const std::uint32_t total = in.u32();
    std::uint64_t sum = kFirstView2011;
    const std::size_t count = in.u16();
    in.u8();
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t length = in.u32();
        if (length < kShortestView2011) return RecordFormat::kAnsi2009;
        sum += length;
        in.take(length - 4);
        if (in.overrun()) return RecordFormat::kAnsi2009;
    }
    return sum == total ? RecordFormat::kIso2011 : RecordFormat::kAnsi2009;
}

/// Reads the length field; false when it contradicts the bytes beyond what is known from real records.
bool read_length(Reader& in, RecordFormat format, std::size_t actual, Notes& notes) {
    const std::size_t offset = in.offset();
    std::uint32_t length = 0;
    if (format == RecordFormat::kAnsi2004) {
        length = in.u16();
        if (length == 0) length = in.u32();
    } else {
        length = in.u32();
    }
    if (length == actual) return true;
    notes.add(offset, "the length does not fit");
    return is_ansi(format);
}

bool read_content(Reader& in, MinutiaeRecord& record, Notes& notes) {
    switch (record.format) {
        case RecordFormat::kIso2005:
            return read_views_2005(in, record, notes);
        case RecordFormat::kIso2011:
            return read_iso2011(in, record, notes);
        default:
            return read_ansi(in, record, notes);
    }
}

std::uint32_t version_of(RecordFormat format) {
    switch (format) {
        case RecordFormat::kIso2005:
        case RecordFormat::kAnsi2004:
            return kVersion20;
        case RecordFormat::kAnsi2009Am1:
            return kVersion35;
        default:
            return kVersion30;
    }
}

void write_length(Writer& out, RecordFormat format, std::size_t content) {
    std::size_t length = kLengthAt + 4 + content;
    if (format != RecordFormat::kAnsi2004) {
        out.u32(static_cast<std::uint32_t>(length));
        return;
    }
    length -= 2;
    if (length <= 0xFFFF) {
        out.u16(static_cast<std::uint32_t>(length));
        return;
    }
    out.u16(0);
    out.u32(static_cast<std::uint32_t>(length + 4));
}

}  // namespace

std::string_view to_string(RecordFormat format) {
    for (const FormatName& entry : kNames) {
        if (entry.format == format) return entry.name;
    }
    return "unknown";
}

std::optional<RecordFormat> parse_record_format(std::string_view text) {
    for (const FormatName& entry : kNames) {
        if (entry.name == text) return entry.format;
    }
    return std::nullopt;
}

std::optional<RecordFormat> detect_record(std::span<const std::byte> bytes) {
    Reader in(bytes);
    if (in.u32() != kMagic) return std::nullopt;
    switch (in.u32()) {
        case kVersion20:
        case kVersion20Zero:
            return bytes.size() >= kLengthAt ? std::optional(format_of_version_20(bytes)) : std::nullopt;
        case kVersion30:
            return format_of_version_30(bytes);
        case kVersion35:
            return RecordFormat::kAnsi2009Am1;
        default:
            return std::nullopt;
    }
}

Result<MinutiaeRecord> decode_record(std::span<const std::byte> bytes, std::vector<RecordFinding>* findings) {
    const auto format = detect_record(bytes);
    if (!format) {
        Reader in(bytes);
        if (in.u32() != kMagic)
            return fail(ErrorCode::kUnsupportedFormat, "no minutiae record: it does not begin with FMR");
        if (bytes.size() < kLengthAt) return corrupt(bytes.size(), "the bytes end early");
        return fail(ErrorCode::kUnsupportedFormat,
                    fmt::format("a minutiae record of version {:#010x}, which is not known", in.u32()));
    }
    MinutiaeRecord record;
    record.format = *format;
    Notes notes(findings);
    Reader in(bytes.subspan(kLengthAt), kLengthAt);
    if (Reader(bytes.subspan(kVersionAt)).u32() == kVersion20Zero)
        notes.add(kVersionAt, "the version is written with a zero for its blank");
    if (!read_length(in, *format, bytes.size(), notes)) return corrupt(kLengthAt, "the length does not fit");
    if (!read_content(in, record, notes)) return corrupt(in.offset(), "the bytes end early or a length does not fit");
    if (in.left() > 0) return corrupt(in.offset(), "there are bytes left over");
    return record;
}

Result<std::vector<std::byte>> encode_record(const MinutiaeRecord& record) {
    if (auto fits = check_fits(record); !fits) return pass(fits);
    constexpr std::size_t kMostHeaders = 128;  // of a record with one view: room for them saves moving it
    Writer content;
    content.reserve(kMostHeaders);
    switch (record.format) {
        case RecordFormat::kIso2005:
            write_views_2005(content, record);
            break;
        case RecordFormat::kIso2011:
            write_iso2011(content, record);
            break;
        default:
            write_ansi(content, record);
            break;
    }
    const std::vector<std::byte> body = content.take();
    Writer out;
    out.reserve(kMostHeaders + body.size());
    out.u32(kMagic);
    out.u32(version_of(record.format));
    write_length(out, record.format, body.size());
    out.bytes(body);
    std::vector<std::byte> bytes = out.take();
    // ISO 2005 of more than 1.7 MB, and ANSI 2009 that happens to add up, read as the format that shares their version.
    if (detect_record(bytes) != record.format) {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("a record of {} that could not be told from another format", to_string(record.format)));
    }
    return bytes;
}

}  // namespace dactyl
