#include "engine/image/files/image_record.hpp"

#include <fmt/core.h>

#include "engine/core/big_endian.hpp"

namespace dactyl {
namespace {

using namespace big_endian;

constexpr std::array<std::string_view, 2> kFormats = {"iso-19794-4-2005", "ansi-381-2004"};

constexpr std::uint32_t kMagic = 0x46495200;    // "FIR\0"
constexpr std::uint32_t kVersion = 0x30313000;  // "010\0"
constexpr std::size_t kLengthAt = 8;
constexpr std::size_t kIsoHeader = 32;
constexpr std::size_t kAnsiHeader = 36;
constexpr std::size_t kViewHeader = 14;
constexpr std::uint8_t kHighestQuality = 100;
constexpr std::uint16_t kLowestPerInch = 125;  // of the lowest level of acquisition settings

std::size_t header_of(ImageRecordFormat format) {
    return format == ImageRecordFormat::kIso2005 ? kIsoHeader : kAnsiHeader;
}

/// Whether views that begin there fill the record.
bool views_fit(Bytes bytes, std::size_t header) {
    if (bytes.size() < header) return false;
    Reader in(bytes.subspan(header));
    while (in.left() > 0) {
        const std::uint32_t length = in.u32();
        if (length < kViewHeader) return false;
        in.take(length - 4);
        if (in.overrun()) return false;
    }
    return true;
}

bool is_position(std::uint8_t code) { return code <= 10 || (code >= 13 && code <= 15) || (code >= 20 && code <= 36); }

bool is_quality(std::uint8_t value) { return value <= kHighestQuality || value >= 254; }

bool is_impression(std::uint8_t code) { return code <= 9 || (code >= 10 && code <= 15) || code == 28 || code == 29; }

/// Collects what decoding noticed.
class Notes {
  public:
    explicit Notes(std::vector<Finding>* findings) : findings_(findings) {}
    void add_if(bool wrong, std::size_t offset, std::string_view text) {
        if (wrong && findings_ != nullptr) findings_->push_back({offset, std::string(text)});
    }

  private:
    std::vector<Finding>* findings_;
};

tl::unexpected<Error> corrupt(std::size_t offset, std::string_view what) {
    return fail(ErrorCode::kCorrupt, fmt::format("damaged finger image record: {} at byte {}", what, offset));
}

void read_header(Reader& in, ImageRecord& record, Notes& notes) {
    if (record.format == ImageRecordFormat::kAnsi2004) {
        record.vendor = in.u16();
        record.product = in.u16();
    }
    record.device = in.u16();
    record.level = in.u16();
    record.fingers = in.u8();
    notes.add_if(in.left() > 0 && record.fingers == 0, in.offset() - 1, "the record counts no finger");
    const std::size_t units = in.offset();
    record.units = in.u8();
    notes.add_if(record.units != 1 && record.units != 2, units, "the unit of resolution has no meaning");
    record.scan_x = in.u16();
    record.scan_y = in.u16();
    const std::size_t resolution = in.offset();
    record.image_x = in.u16();
    record.image_y = in.u16();
    const int per_inch = record.units == 2 ? record.image_x * 254 / 100 + 2 : record.image_x;
    notes.add_if(per_inch < kLowestPerInch, resolution, "the resolution is below 125 pixels an inch");
    notes.add_if(record.image_x != record.image_y, resolution, "the pixels are not square");
    notes.add_if(record.image_x > record.scan_x || record.image_y > record.scan_y, resolution,
                 "the resolution is above that of the device");
    const std::size_t depth = in.offset();
    record.depth = in.u8();
    notes.add_if(record.depth < 1 || record.depth > 16, depth, "the pixel depth is not 1 to 16 bits");
    record.compression = in.u8();
    notes.add_if(record.compression > 5, depth + 1, "the compression algorithm has no meaning");
    const std::size_t reserved = in.offset();
    notes.add_if(in.u16() != 0, reserved, "a reserved field is in use");
}

/// How many different fingers there are.
std::size_t count_fingers(const std::vector<ImageRecordView>& views) {
    std::array<bool, 256> seen{};
    for (const ImageRecordView& view : views) seen[view.position] = true;
    return static_cast<std::size_t>(std::count(seen.begin(), seen.end(), true));
}

/// False where the bytes end early or a length does not fit.
bool read_view(Reader& in, ImageRecord& record, Notes& notes) {
    const std::size_t begin = in.offset();
    const std::uint32_t length = in.u32();
    if (length < kViewHeader || length - 4 > in.left()) return false;
    ImageRecordView& view = record.views.emplace_back();
    view.position = in.u8();
    view.count = in.u8();
    view.number = in.u8();
    view.quality = in.u8();
    view.impression = in.u8();
    view.width = in.u16();
    view.height = in.u16();
    const std::size_t reserved = in.offset();
    notes.add_if(in.u8() != 0, reserved, "a reserved byte is in use");
    const Bytes data = in.take(length - kViewHeader);
    const auto* first = reinterpret_cast<const std::uint8_t*>(data.data());
    view.data.assign(first, first + data.size());

    notes.add_if(!is_position(view.position), begin + 4, "the position is no finger's or palm's");
    notes.add_if(view.count == 0, begin + 5, "the finger has no views");
    notes.add_if(view.number == 0 || view.number > view.count, begin + 6, "the view's number is above their count");
    notes.add_if(!is_quality(view.quality), begin + 7, "the quality is above 100");
    notes.add_if(!is_impression(view.impression), begin + 8, "the impression type has no meaning");
    notes.add_if(view.width == 0 || view.height == 0, begin + 9, "the picture has no size");
    notes.add_if(view.data.empty(), begin, "the picture has no pixels");
    for (std::size_t i = 0; i + 1 < record.views.size(); ++i) {
        const ImageRecordView& other = record.views[i];
        if (other.position != view.position || other.number != view.number) continue;
        notes.add_if(true, begin + 6, "a finger's view number is repeated");
        break;
    }
    return true;
}

}  // namespace

std::string_view to_string(ImageRecordFormat format) { return kFormats[static_cast<std::size_t>(format)]; }

std::optional<ImageRecordFormat> parse_image_record_format(std::string_view text) {
    const auto at = std::find(kFormats.begin(), kFormats.end(), text);
    if (at == kFormats.end()) return std::nullopt;
    return static_cast<ImageRecordFormat>(at - kFormats.begin());
}

std::optional<ImageRecordFormat> detect_image_record(Bytes bytes) {
    Reader in(bytes);
    if (in.u32() != kMagic || in.u32() != kVersion) return std::nullopt;
    // Nothing but the length of the header tells one from the other.
    const bool ansi = !views_fit(bytes, kIsoHeader) && views_fit(bytes, kAnsiHeader);
    return ansi ? ImageRecordFormat::kAnsi2004 : ImageRecordFormat::kIso2005;
}

Result<ImageRecord> decode_image_record(Bytes bytes, std::vector<Finding>* findings) {
    const auto format = detect_image_record(bytes);
    Reader in(bytes);
    if (!format) {
        if (in.u32() != kMagic) {
            return fail(ErrorCode::kUnsupportedFormat, "no finger image record: it does not begin with FIR");
        }
        if (bytes.size() < kLengthAt) return corrupt(bytes.size(), "the bytes end early");
        return fail(ErrorCode::kUnsupportedFormat,
                    fmt::format("a finger image record of version {:#010x}, which is not known", in.u32()));
    }
    ImageRecord record;
    record.format = *format;
    Notes notes(findings);
    in.take(kLengthAt);
    if (in.left() < header_of(*format) - kLengthAt) return corrupt(bytes.size(), "the bytes end early");
    const std::uint64_t high = in.u16();
    if ((high << 32 | in.u32()) != bytes.size()) return corrupt(kLengthAt, "the length does not fit");
    const std::size_t fingers = header_of(*format) - 14;
    read_header(in, record, notes);
    while (in.left() > 0) {
        const std::size_t offset = in.offset();
        if (!read_view(in, record, notes)) return corrupt(offset, "the bytes end early or a length does not fit");
    }
    notes.add_if(record.fingers != count_fingers(record.views), fingers, "the number of fingers does not fit");
    return record;
}

Result<std::vector<std::byte>> encode_image_record(const ImageRecord& record) {
    constexpr std::size_t kMostData = 0xFFFFFFFFU - kViewHeader;
    std::uint64_t length = header_of(record.format);
    for (const ImageRecordView& view : record.views) {
        if (view.data.size() > kMostData) {
            return fail(ErrorCode::kInvalidArgument, "a picture is too long for a finger image record");
        }
        length += kViewHeader + view.data.size();
    }
    Writer out;
    out.u32(kMagic);
    out.u32(kVersion);
    out.u16(static_cast<std::uint32_t>(length >> 32));
    out.u32(static_cast<std::uint32_t>(length));
    if (record.format == ImageRecordFormat::kAnsi2004) {
        out.u16(record.vendor);
        out.u16(record.product);
    } else if (record.vendor != 0 || record.product != 0) {
        return fail(ErrorCode::kInvalidArgument, "a product's owner and type do not fit ISO/IEC 19794-4");
    }
    out.u16(record.device);
    out.u16(record.level);
    out.u8(record.fingers);
    out.u8(record.units);
    for (const std::uint16_t resolution : {record.scan_x, record.scan_y, record.image_x, record.image_y}) {
        out.u16(resolution);
    }
    out.u8(record.depth);
    out.u8(record.compression);
    out.u16(0);
    for (const ImageRecordView& view : record.views) {
        out.u32(static_cast<std::uint32_t>(kViewHeader + view.data.size()));
        for (const std::uint8_t field : {view.position, view.count, view.number, view.quality, view.impression}) {
            out.u8(field);
        }
        out.u16(view.width);
        out.u16(view.height);
        out.u8(0);
        out.bytes(view.data);
    }
    std::vector<std::byte> bytes = out.take();
    if (detect_image_record(bytes) != record.format) {
        return fail(
            ErrorCode::kInvalidArgument,
            fmt::format("a record of {} that could not be told from the other format", to_string(record.format)));
    }
    return bytes;
}

}  // namespace dactyl
