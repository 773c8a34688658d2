#include "engine/cli/picture_conversion.hpp"

#include <charconv>

#include <fmt/format.h>

#include "engine/image/files/encoders.hpp"
#include "engine/image/limits.hpp"

namespace dactyl::cli {
namespace {

constexpr std::array<std::string_view, 8> kTargets = {
    "png", "pgm", "jpeg", "jpeg2000", "wsq", kRawPixels, "iso-19794-4-2005", "ansi-381-2004"};

/// "388x374".
std::optional<std::pair<int, int>> parse_size(std::string_view text) {
    const auto number = [](std::string_view digits) -> std::optional<int> {
        int value = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        const bool whole = error == std::errc() && end == digits.data() + digits.size();
        return whole ? std::optional(value) : std::nullopt;
    };
    const std::size_t cross = text.find('x');
    if (cross == std::string_view::npos) return std::nullopt;
    const auto width = number(text.substr(0, cross));
    const auto height = number(text.substr(cross + 1));
    if (!width || !height) return std::nullopt;
    return std::pair(*width, *height);
}

Result<GrayImage> read_raw(std::span<const std::byte> bytes, const std::string& size_text, Dpi dpi) {
    const auto size = parse_size(size_text);
    if (!size) return fail(ErrorCode::kInvalidArgument, "raw pixels need --size WIDTHxHEIGHT");
    if (auto fits = check_size(size->first, size->second); !fits) return pass(fits);
    GrayImage image(size->first, size->second, dpi);
    const auto count = static_cast<std::size_t>(size->first) * static_cast<std::size_t>(size->second);
    if (bytes.size() != count) {
        return fail(ErrorCode::kCorrupt,
                    fmt::format("{} bytes are no {} x {} pixels", bytes.size(), size->first, size->second));
    }
    std::copy_n(reinterpret_cast<const std::uint8_t*>(bytes.data()), count, image.row(0));
    return image;
}

Result<GrayImage> picture_in(const LoadedFile& file, const PictureConversion& conversion) {
    const Dpi dpi = conversion.dpi ? Dpi(*conversion.dpi) : kInternalDpi;
    if (!file.picture) return read_raw(file.bytes, conversion.size, dpi);
    if (*file.picture != PictureFormat::kImageRecord) {
        if (conversion.view.value_or(0) > 0) {
            return fail(ErrorCode::kNotFound, fmt::format("no view {}: there is 1", *conversion.view));
        }
        return decode_picture(file.bytes, dpi);
    }
    const auto record = decode_image_record(file.bytes);
    if (!record) return pass(record);
    return picture_of(*record, conversion.view.value_or(0), dpi);
}

ImageRecordOptions record_options(const PictureConversion& conversion, ImageCompression compression) {
    ImageRecordOptions options;
    options.format = parse_image_record_format(conversion.to).value_or(options.format);
    options.compression = compression;
    if (!conversion.rate) return options;
    if (compression == ImageCompression::kWsq) options.wsq_rate = *conversion.rate;
    if (compression == ImageCompression::kJpeg2000) options.jpeg2000_ratio = *conversion.rate;
    if (compression == ImageCompression::kJpeg) options.jpeg_quality = static_cast<int>(*conversion.rate);
    return options;
}

/// The same pictures behind another header, and fewer of them where one view was asked for.
Result<std::vector<std::byte>> repack(const LoadedFile& file, const PictureConversion& conversion,
                                      ImageRecordFormat format) {
    auto record = decode_image_record(file.bytes);
    if (!record) return pass(record);
    if (conversion.view) {
        if (*conversion.view >= record->views.size()) {
            return fail(ErrorCode::kNotFound,
                        fmt::format("no view {}: there are {}", *conversion.view, record->views.size()));
        }
        record->views = {record->views[*conversion.view]};
        record->views[0].count = record->views[0].number = 1;
        record->fingers = 1;
    }
    if (record->format != format) record->vendor = record->product = 0;
    record->format = format;
    return encode_image_record(*record);
}

/// What a record says of a finger stays with its picture.
void keep_finger(const LoadedFile& file, const PictureConversion& conversion, ImageRecord& record) {
    if (file.picture != PictureFormat::kImageRecord) return;
    const auto source = decode_image_record(file.bytes);
    if (!source) return;
    const ImageRecordView& from = source->views[conversion.view.value_or(0)];
    ImageRecordView& to = record.views[0];
    to.position = from.position;
    to.impression = from.impression;
    to.quality = from.quality;
    record.device = source->device;
    record.level = source->level;
}

}  // namespace

std::span<const std::string_view> picture_targets() { return kTargets; }

Result<std::vector<std::byte>> convert_picture(const LoadedFile& file, const PictureConversion& conversion) {
    const auto record_format = parse_image_record_format(conversion.to);
    const bool from_record = file.picture == PictureFormat::kImageRecord;
    if (record_format && from_record && conversion.compression.empty()) return repack(file, conversion, *record_format);
    const auto picture = picture_in(file, conversion);
    if (!picture) return pass(picture);
    if (record_format) {
        const auto compression = parse_image_compression(conversion.compression).value_or(ImageCompression::kRaw);
        auto record = image_record_of(*picture, record_options(conversion, compression));
        if (!record) return pass(record);
        keep_finger(file, conversion, *record);
        return encode_image_record(*record);
    }
    if (conversion.to == "png") return encode_png(*picture);
    if (conversion.to == "pgm") return encode_pgm(*picture);
    if (conversion.to == "wsq") return encode_wsq(*picture, conversion.rate.value_or(kWsqBitsPerPixel));
    if (conversion.to == "jpeg2000") return encode_jpeg2000(*picture, conversion.rate.value_or(0));
    if (conversion.to == "jpeg") return encode_jpeg(*picture, static_cast<int>(conversion.rate.value_or(90)));
    const auto* first = reinterpret_cast<const std::byte*>(picture->row(0));
    return std::vector<std::byte>(first, first + static_cast<std::ptrdiff_t>(picture->width()) * picture->height());
}

}  // namespace dactyl::cli
