#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "engine/image/files/decoders.hpp"
#include "engine/image/files/encoders.hpp"
#include "engine/image/files/image_record.hpp"
#include "engine/image/files/picture_file.hpp"

namespace dactyl {
namespace {

using picture_files::check_header_size;

constexpr std::array<std::string_view, 6> kCompressions = {"raw", "packed", "wsq", "jpeg", "jpeg2000", "png"};
constexpr std::uint8_t kPerInch = 1;
constexpr std::uint8_t kPerCentimetre = 2;
constexpr unsigned kDeepest = 16;  // bits a pixel

/// The least resolution of each level of acquisition settings; above it, how many gray levels are in use is not known.
struct Level {
    double dpi;
    std::uint16_t code;
};
constexpr std::array kLevels = {Level{1000, 40}, Level{750, 35}, Level{500, 30}, Level{250, 20}, Level{0, 10}};

std::uint16_t level_of(double dpi) {
    return std::find_if(kLevels.begin(), kLevels.end(), [&](const Level& level) { return dpi >= level.dpi; })->code;
}

tl::unexpected<Error> damaged(std::string_view what) {
    return fail(ErrorCode::kCorrupt, fmt::format("damaged finger image record: {}", what));
}

/// Pixels of whole bytes, one or two.
void read_raw(const ImageRecordView& view, unsigned depth, GrayImage& image) {
    const std::size_t bytes = depth > 8 ? 2 : 1;
    const std::uint32_t most = (1U << depth) - 1;
    const std::uint8_t* in = view.data.data();
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x, in += bytes) {
            const std::uint32_t value = bytes == 1 ? in[0] : static_cast<std::uint32_t>(in[0] << 8 | in[1]);
            image.row(y)[x] = picture_files::scale_to_8_bit(std::min(value, most), most);
        }
    }
}

/// Pixels one right after the other, the first in the highest bits; `row_bits` from one row to the next.
void read_packed(const ImageRecordView& view, unsigned depth, std::size_t row_bits, GrayImage& image) {
    const std::uint32_t most = (1U << depth) - 1;
    for (int y = 0; y < image.height(); ++y) {
        std::size_t bit = static_cast<std::size_t>(y) * row_bits;
        for (int x = 0; x < image.width(); ++x) {
            std::uint32_t value = 0;
            for (unsigned i = 0; i < depth; ++i, ++bit) value = value << 1 | (view.data[bit / 8] >> (7 - bit % 8) & 1U);
            image.row(y)[x] = picture_files::scale_to_8_bit(value, most);
        }
    }
}

Result<GrayImage> uncompressed(const ImageRecord& record, const ImageRecordView& view, Dpi dpi) {
    if (auto fits = check_header_size(view.width, view.height); !fits) return pass(fits);
    const unsigned depth = record.depth;
    if (depth < 1 || depth > kDeepest) return damaged("a pixel depth that is not 1 to 16 bits");
    const std::size_t pixels = std::size_t{view.width} * view.height;
    const bool packed = record.compression == static_cast<std::uint8_t>(ImageCompression::kPacked);
    std::size_t row_bits = std::size_t{view.width} * depth;
    const auto whole_bytes = [](std::size_t bits) { return (bits + 7) / 8; };
    std::size_t expected = packed ? whole_bytes(pixels * depth) : pixels * whole_bytes(depth);
    if (packed && view.data.size() != expected) {
        // Rows may begin on whole bytes; the length says so.
        row_bits = whole_bytes(row_bits) * 8;
        expected = row_bits / 8 * view.height;
    }
    if (view.data.size() != expected) return damaged("the picture's size does not fit its pixels");
    GrayImage image(view.width, view.height, dpi);
    if (packed) {
        read_packed(view, depth, row_bits, image);
    } else {
        read_raw(view, depth, image);
    }
    return image;
}

Result<GrayImage> decompressed(const ImageRecord& record, const ImageRecordView& view, Dpi dpi) {
    using namespace picture_files;
    const auto bytes = std::as_bytes(std::span(view.data));
    switch (static_cast<ImageCompression>(record.compression)) {
        case ImageCompression::kRaw:
        case ImageCompression::kPacked:
            return uncompressed(record, view, dpi);
        case ImageCompression::kWsq:
            return decode_wsq(bytes, dpi);
        case ImageCompression::kJpeg:
            return decode_jpeg(bytes, dpi);
        case ImageCompression::kJpeg2000:
            return decode_jpeg2000(bytes, dpi);
        case ImageCompression::kPng:
            return decode_png(bytes, dpi);
    }
    return fail(ErrorCode::kUnsupportedFormat,
                fmt::format("a finger image record of compression {}, which is not known", record.compression));
}

Result<std::vector<std::byte>> compressed(ImageView picture, const ImageRecordOptions& options) {
    switch (options.compression) {
        case ImageCompression::kWsq:
            return encode_wsq(picture, options.wsq_rate);
        case ImageCompression::kJpeg:
            return encode_jpeg(picture, options.jpeg_quality);
        case ImageCompression::kJpeg2000:
            return encode_jpeg2000(picture, options.jpeg2000_ratio);
        case ImageCompression::kPng:
            return encode_png(picture);
        case ImageCompression::kRaw:
        case ImageCompression::kPacked:  // the same, at eight bits a pixel
            break;
    }
    std::vector<std::byte> out;
    for (int y = 0; y < picture.height(); ++y) {
        const auto row = std::as_bytes(std::span(picture.row(y), static_cast<std::size_t>(picture.width())));
        out.insert(out.end(), row.begin(), row.end());
    }
    return out;
}

}  // namespace

std::string_view to_string(ImageCompression compression) {
    const auto code = static_cast<std::size_t>(compression);
    return code < kCompressions.size() ? kCompressions[code] : "unknown";
}

std::optional<ImageCompression> parse_image_compression(std::string_view text) {
    const auto at = std::find(kCompressions.begin(), kCompressions.end(), text);
    if (at == kCompressions.end()) return std::nullopt;
    return static_cast<ImageCompression>(at - kCompressions.begin());
}

Result<std::optional<Dpi>> resolution_of(const ImageRecord& record) {
    if (record.image_x == 0 || record.image_y == 0) return std::nullopt;
    if (record.image_x != record.image_y) {
        return fail(ErrorCode::kUnsupportedFormat, "a finger image record whose pixels are not square");
    }
    if (record.units == kPerInch) return Dpi(record.image_x);
    if (record.units != kPerCentimetre) return std::nullopt;
    for (const double dpi : {250.0, 500.0, 1000.0}) {
        if (record.image_x == std::lround(Dpi(dpi).dots_per_centimetre())) return Dpi(dpi);
    }
    return Dpi::from_dots_per_centimetre(record.image_x);
}

Result<GrayImage> picture_of(const ImageRecord& record, std::size_t index, Dpi otherwise) {
    if (index >= record.views.size()) {
        return fail(ErrorCode::kNotFound, fmt::format("no view {}: the record holds {}", index, record.views.size()));
    }
    const auto resolution = resolution_of(record);
    if (!resolution) return pass(resolution);
    const ImageRecordView& view = record.views[index];
    auto image = decompressed(record, view, resolution->value_or(otherwise));
    if (image && (image->width() != view.width || image->height() != view.height)) {
        return damaged("the picture has another size than its view states");
    }
    return image;
}

Result<ImageRecord> image_record_of(ImageView picture, const ImageRecordOptions& options) {
    const double dpi = picture.dpi().value();
    if (!(dpi >= 1 && dpi <= 0xFFFF)) {
        return fail(ErrorCode::kInvalidArgument, "the resolution does not fit a finger image record");
    }
    if (auto fits = check_header_size(static_cast<std::uint64_t>(picture.width()),
                                      static_cast<std::uint64_t>(picture.height()));
        !fits) {
        return pass(fits);
    }
    const auto pixels = compressed(picture, options);
    if (!pixels) return pass(pixels);
    ImageRecord record;
    record.format = options.format;
    record.level = level_of(dpi);
    record.fingers = 1;
    record.units = kPerInch;
    record.scan_x = record.scan_y = record.image_x = record.image_y = static_cast<std::uint16_t>(std::lround(dpi));
    record.compression = static_cast<std::uint8_t>(options.compression);
    ImageRecordView view;
    view.position = static_cast<std::uint8_t>(options.position);
    view.impression = static_cast<std::uint8_t>(options.impression);
    view.width = static_cast<std::uint16_t>(picture.width());
    view.height = static_cast<std::uint16_t>(picture.height());
    const auto* first = reinterpret_cast<const std::uint8_t*>(pixels->data());
    view.data.assign(first, first + pixels->size());
    record.views.push_back(std::move(view));
    return record;
}

}  // namespace dactyl
