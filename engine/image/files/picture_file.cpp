#include "engine/image/files/picture_file.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <new>

#include <fmt/core.h>

#include "engine/core/atomic_file.hpp"
#include "engine/core/read_file.hpp"
#include "engine/image/files/decoders.hpp"
#include "engine/image/files/image_record.hpp"
#include "engine/image/limits.hpp"

namespace dactyl {

namespace picture_files {

Result<void> check_header_size(std::uint64_t width, std::uint64_t height) {
    constexpr std::uint64_t kMost = 1'000'000'000;
    return check_size(static_cast<int>(std::min(width, kMost)), static_cast<int>(std::min(height, kMost)));
}

}  // namespace picture_files

namespace {

using picture_files::Bytes;

/// No picture within the limits takes more: 8 bytes a pixel and some room for tags.
constexpr std::size_t kLargestFile = 8ULL * kLargestSide * kLargestSide + (1U << 20);

bool starts_with(Bytes bytes, std::string_view magic) {
    return bytes.size() >= magic.size() && std::memcmp(bytes.data(), magic.data(), magic.size()) == 0;
}

struct Magic {
    std::string_view bytes;
    PictureFormat format;
};

using namespace std::string_view_literals;

constexpr std::array kMagics = {Magic{"\x89PNG"sv, PictureFormat::kPng},
                                Magic{"\xFF\xD8\xFF"sv, PictureFormat::kJpeg},
                                Magic{"II\x2A\0"sv, PictureFormat::kTiff},
                                Magic{"MM\0\x2A"sv, PictureFormat::kTiff},
                                Magic{"II\x2B\0"sv, PictureFormat::kTiff},
                                Magic{"MM\0\x2B"sv, PictureFormat::kTiff},
                                Magic{"BM"sv, PictureFormat::kBmp},
                                Magic{"P2"sv, PictureFormat::kPgm},
                                Magic{"P5"sv, PictureFormat::kPgm},
                                Magic{"\xFF\xA0\xFF"sv, PictureFormat::kWsq},
                                Magic{"\0\0\0\x0CjP  "sv, PictureFormat::kJpeg2000},
                                Magic{"\xFF\x4F\xFF\x51"sv, PictureFormat::kJpeg2000},
                                Magic{"FIR\0"sv, PictureFormat::kImageRecord}};

Result<GrayImage> decode_first_view(Bytes bytes, Dpi dpi) {
    const auto record = decode_image_record(bytes);
    if (!record) return pass(record);
    return picture_of(*record, 0, dpi);
}

Result<GrayImage> decode_by_magic(Bytes bytes, Dpi dpi) {
    using namespace picture_files;
    if (bytes.empty()) return fail(ErrorCode::kCorrupt, "the picture is empty");
    const auto format = detect_picture_format(bytes);
    if (!format) {
        return fail(ErrorCode::kUnsupportedFormat,
                    "no picture of a known format (PNG, TIFF, BMP, PGM, JPEG, JPEG 2000, WSQ, finger image record)");
    }
    switch (*format) {
        case PictureFormat::kPng:
            return decode_png(bytes, dpi);
        case PictureFormat::kJpeg:
            return decode_jpeg(bytes, dpi);
        case PictureFormat::kTiff:
            return decode_tiff(bytes, dpi);
        case PictureFormat::kBmp:
            return decode_bmp(bytes, dpi);
        case PictureFormat::kPgm:
            return decode_pgm(bytes, dpi);
        case PictureFormat::kWsq:
            return decode_wsq(bytes, dpi);
        case PictureFormat::kJpeg2000:
            return decode_jpeg2000(bytes, dpi);
        case PictureFormat::kImageRecord:
            break;
    }
    return decode_first_view(bytes, dpi);
}

Result<void> write_picture(const std::filesystem::path& path, std::span<const std::byte> png) {
    if (png.empty()) return fail(ErrorCode::kInvalidArgument, fmt::format("nothing to draw in '{}'", path.string()));
    auto file = AtomicFile::open(path);
    if (!file) return pass(file);
    if (auto written = file->write(png); !written) return written;
    return file->commit();
}

}  // namespace

std::string_view to_string(PictureFormat format) {
    static constexpr std::array<std::string_view, 8> kNames = {"png", "jpeg", "tiff",     "bmp",
                                                               "pgm", "wsq",  "jpeg2000", "finger image record"};
    return kNames[static_cast<std::size_t>(format)];
}

std::optional<PictureFormat> detect_picture_format(std::span<const std::byte> bytes) {
    for (const Magic& magic : kMagics) {
        if (starts_with(bytes, magic.bytes)) return magic.format;
    }
    return std::nullopt;
}

Result<GrayImage> decode_picture(std::span<const std::byte> bytes, Dpi dpi) {
    try {
        return decode_by_magic(bytes, dpi);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::kImageTooLarge, "no memory for the picture");
    }
}

Result<GrayImage> read_picture(const std::filesystem::path& path, Dpi dpi) {
    auto bytes = read_file(path, kLargestFile);
    if (!bytes) return pass(bytes);
    auto image = decode_picture(*bytes, dpi);
    wipe_memory(bytes->data(), bytes->size());
    if (!image) return fail(image.error().code, fmt::format("'{}': {}", path.string(), image.error().message));
    return image;
}

bool has_picture_extension(const std::filesystem::path& path) {
    static constexpr std::array<std::string_view, 12> kExtensions = {".png",  ".tif", ".tiff", ".bmp", ".pgm", ".jpg",
                                                                     ".jpeg", ".jp2", ".j2k",  ".j2c", ".wsq", ".fir"};
    std::string extension = path.extension().string();
    for (char& c : extension) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return std::find(kExtensions.begin(), kExtensions.end(), extension) != kExtensions.end();
}

Result<void> write_png(const std::filesystem::path& path, ImageView image) {
    return write_picture(path, encode_png(image));
}

Result<void> write_png(const std::filesystem::path& path, const ColourImage& image) {
    return write_picture(path, encode_png(image));
}

}  // namespace dactyl
