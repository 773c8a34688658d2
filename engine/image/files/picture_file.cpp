#include "engine/image/files/picture_file.hpp"

#include <algorithm>
#include <array>
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

bool starts_with(Bytes bytes, std::initializer_list<unsigned> magic) {
    return bytes.size() >= magic.size() && std::equal(magic.begin(), magic.end(), bytes.begin(),
                                                      [](unsigned m, std::byte b) { return std::byte(m) == b; });
}

Result<GrayImage> decode_by_magic(Bytes bytes, Dpi dpi) {
    using namespace picture_files;
    if (bytes.empty()) return fail(ErrorCode::kCorrupt, "the picture is empty");
    if (starts_with(bytes, {0x89, 'P', 'N', 'G'})) return decode_png(bytes, dpi);
    if (starts_with(bytes, {0xFF, 0xD8, 0xFF})) return decode_jpeg(bytes, dpi);
    if (starts_with(bytes, {'I', 'I', 42, 0}) || starts_with(bytes, {'M', 'M', 0, 42}) ||
        starts_with(bytes, {'I', 'I', 43, 0}) || starts_with(bytes, {'M', 'M', 0, 43})) {
        return decode_tiff(bytes, dpi);
    }
    if (starts_with(bytes, {'B', 'M'})) return decode_bmp(bytes, dpi);
    if (starts_with(bytes, {'P', '2'}) || starts_with(bytes, {'P', '5'})) return decode_pgm(bytes, dpi);
    if (starts_with(bytes, {0xFF, 0xA0, 0xFF})) return decode_wsq(bytes, dpi);
    if (starts_with(bytes, {0, 0, 0, 12, 'j', 'P', ' ', ' '}) || starts_with(bytes, {0xFF, 0x4F, 0xFF, 0x51})) {
        return decode_jpeg2000(bytes, dpi);
    }
    if (starts_with(bytes, {'F', 'I', 'R', 0})) {
        const auto record = decode_image_record(bytes);
        if (!record) return pass(record);
        return picture_of(*record, 0, dpi);
    }
    return fail(ErrorCode::kUnsupportedFormat,
                "no picture of a known format (PNG, TIFF, BMP, PGM, JPEG, JPEG 2000, WSQ, finger image record)");
}

Result<void> write_picture(const std::filesystem::path& path, std::span<const std::byte> png) {
    if (png.empty()) return fail(ErrorCode::kInvalidArgument, fmt::format("nothing to draw in '{}'", path.string()));
    auto file = AtomicFile::open(path);
    if (!file) return pass(file);
    if (auto written = file->write(png); !written) return written;
    return file->commit();
}

}  // namespace

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
