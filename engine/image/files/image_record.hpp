#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/core/finding.hpp"
#include "engine/core/finger.hpp"
#include "engine/core/image.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

/// Standard records of finger images (engine/docs/formats/image-records.md).
enum class ImageRecordFormat : std::uint8_t { kIso2005, kAnsi2004 };

/// "iso-19794-4-2005", "ansi-381-2004".
std::string_view to_string(ImageRecordFormat format);
std::optional<ImageRecordFormat> parse_image_record_format(std::string_view text);

/// How pixels lie in a record, with the codes of both standards.
enum class ImageCompression : std::uint8_t { kRaw = 0, kPacked = 1, kWsq = 2, kJpeg = 3, kJpeg2000 = 4, kPng = 5 };

/// "raw", "packed", "wsq", "jpeg", "jpeg2000", "png".
std::string_view to_string(ImageCompression compression);
std::optional<ImageCompression> parse_image_compression(std::string_view text);

/// The fields of a record as they stand in it.
struct ImageRecordView {
    std::uint8_t position = 0;
    std::uint8_t count = 1;   ///< views of this finger in the record
    std::uint8_t number = 1;  ///< of this one, from 1
    std::uint8_t quality = 254;
    std::uint8_t impression = 0;
    std::uint16_t width = 0;
    std::uint16_t height = 0;
    std::vector<std::uint8_t> data;

    friend bool operator==(const ImageRecordView&, const ImageRecordView&) = default;
};

struct ImageRecord {
    ImageRecordFormat format = ImageRecordFormat::kIso2005;
    std::uint16_t vendor = 0;   ///< ANSI: owner of the product that made the record
    std::uint16_t product = 0;  ///< ANSI: that product's type
    std::uint16_t device = 0;   ///< id of the capture device
    std::uint16_t level = 0;    ///< of the image acquisition settings
    std::uint8_t fingers = 0;   ///< as the header counts them
    std::uint8_t units = 1;     ///< of the resolutions: 1 pixels an inch, 2 pixels a centimetre
    std::uint16_t scan_x = 0;   ///< resolution of the device
    std::uint16_t scan_y = 0;
    std::uint16_t image_x = 0;  ///< resolution of the pictures
    std::uint16_t image_y = 0;
    std::uint8_t depth = 8;        ///< bits a pixel
    std::uint8_t compression = 0;  ///< an ImageCompression, or a code without a meaning
    std::vector<ImageRecordView> views;

    friend bool operator==(const ImageRecord&, const ImageRecord&) = default;
};

/// Whether the bytes begin as one of these records does, and which; its content may still be corrupt.
std::optional<ImageRecordFormat> detect_image_record(std::span<const std::byte> bytes);

/// Errors: kUnsupportedFormat (no such record, or a version that is not known), kCorrupt, with the byte's offset.
/// `findings`, where given, receives what was read in spite of the standard. Pixels are not looked at. Memory is
/// bounded by the input's size. Thread-safe.
Result<ImageRecord> decode_image_record(std::span<const std::byte> bytes, std::vector<Finding>* findings = nullptr);

/// The bytes of a record. decode_image_record(encode_image_record(r)) == r. Errors: kInvalidArgument when a field does
/// not fit. Thread-safe.
Result<std::vector<std::byte>> encode_image_record(const ImageRecord& record);

/// The resolution that a record states; nothing where it states none. 98, 197 and 394 pixels per cm are what 250, 500
/// and 1000 dpi round to and are taken for these. Errors: kUnsupportedFormat (pixels that are not square).
Result<std::optional<Dpi>> resolution_of(const ImageRecord& record);

/// The pixels of one view, in the record's resolution or, where it states none, in `otherwise`. Errors: kNotFound (no
/// such view), kUnsupportedFormat, kCorrupt, kImageTooSmall, kImageTooLarge. Thread-safe.
Result<GrayImage> picture_of(const ImageRecord& record, std::size_t view = 0, Dpi otherwise = kInternalDpi);

struct ImageRecordOptions {
    ImageRecordFormat format = ImageRecordFormat::kIso2005;
    ImageCompression compression = ImageCompression::kRaw;
    double wsq_rate = 0.75;     ///< bits a pixel
    double jpeg2000_ratio = 0;  ///< 0: lossless
    int jpeg_quality = 90;      ///< 1 to 100
    FingerPosition position = FingerPosition::kUnknown;
    Impression impression = Impression::kLiveScanPlain;
};

/// A record with one view. Errors: those of the encoders, and kInvalidArgument for a resolution that it cannot state.
/// Thread-safe.
Result<ImageRecord> image_record_of(ImageView picture, const ImageRecordOptions& options = {});

}  // namespace dactyl
