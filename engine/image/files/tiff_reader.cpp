#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>

#include <fmt/core.h>
#include <tiffio.h>

#include "engine/image/files/decoders.hpp"
#include "engine/image/limits.hpp"

namespace dactyl::picture_files {
namespace {

/// More than the largest picture takes in 16-bit RGBA; refuses headers that ask for strips or tiles beyond it.
constexpr tmsize_t kLargestAllocation = tmsize_t{8} * kLargestSide * kLargestSide;

/// The bytes as libtiff wants them, and the first error it reported.
struct Source {
    Bytes bytes;
    std::size_t at = 0;
    std::string error;
};

tmsize_t on_read(thandle_t handle, void* out, tmsize_t count) {
    auto* source = static_cast<Source*>(handle);
    const std::size_t rest = source->bytes.size() - source->at;
    const std::size_t taken = std::min(rest, static_cast<std::size_t>(std::max<tmsize_t>(count, 0)));
    if (taken > 0) std::memcpy(out, source->bytes.data() + source->at, taken);
    source->at += taken;
    return static_cast<tmsize_t>(taken);
}

tmsize_t on_write(thandle_t, void*, tmsize_t) { return -1; }

toff_t on_seek(thandle_t handle, toff_t offset, int whence) {
    auto* source = static_cast<Source*>(handle);
    const toff_t base = whence == SEEK_CUR ? source->at : whence == SEEK_END ? source->bytes.size() : 0;
    source->at = static_cast<std::size_t>(std::min<toff_t>(base + offset, source->bytes.size()));
    return source->at;
}

int on_close(thandle_t) { return 0; }

toff_t on_size(thandle_t handle) { return static_cast<Source*>(handle)->bytes.size(); }

int on_error(TIFF*, void* user, const char*, const char* format, va_list arguments) {
    auto* source = static_cast<Source*>(user);
    if (source->error.empty()) {
        char text[160] = "";
        std::vsnprintf(text, sizeof text, format, arguments);
        source->error = text;
    }
    return 1;
}

/// A palette that cannot be read is only warned of, and its indexes are then taken for gray values.
int on_warning(TIFF* tiff, void* user, const char* module, const char* format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    char text[160] = "";
    std::vsnprintf(text, sizeof text, format, arguments);
    const int result = std::strstr(text, "ColorMap") != nullptr ? on_error(tiff, user, module, format, again) : 1;
    va_end(again);
    return result;
}

using TiffHandle = std::unique_ptr<TIFF, decltype(&TIFFClose)>;

TiffHandle open(Source& source) {
    TIFFOpenOptions* options = TIFFOpenOptionsAlloc();
    if (options == nullptr) return {nullptr, TIFFClose};
    TIFFOpenOptionsSetMaxSingleMemAlloc(options, kLargestAllocation);
    TIFFOpenOptionsSetErrorHandlerExtR(options, on_error, &source);
    TIFFOpenOptionsSetWarningHandlerExtR(options, on_warning, &source);
    // 'm': no memory map, every access goes through on_read and its bounds.
    TiffHandle tiff(TIFFClientOpenExt("picture", "rm", &source, on_read, on_write, on_seek, on_close, on_size, nullptr,
                                      nullptr, options),
                    TIFFClose);
    TIFFOpenOptionsFree(options);
    return tiff;
}

tl::unexpected<Error> corrupt(const Source& source) {
    return fail(ErrorCode::kCorrupt,
                fmt::format("damaged TIFF picture: {}", source.error.empty() ? "cannot be read" : source.error));
}

template <class T>
T tag(TIFF* tiff, ttag_t number, T otherwise) {
    T value = otherwise;
    return TIFFGetFieldDefaulted(tiff, number, &value) == 1 ? value : otherwise;
}

/// Plain gray of 8 or 16 bits in strips, which libtiff's general reader would cut to 8 bits instead of scaling.
bool is_plain_gray(TIFF* tiff) {
    const auto photometric = tag<std::uint16_t>(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB);
    const auto bits = tag<std::uint16_t>(tiff, TIFFTAG_BITSPERSAMPLE, 1);
    return (photometric == PHOTOMETRIC_MINISBLACK || photometric == PHOTOMETRIC_MINISWHITE) &&
           (bits == 8 || bits == 16) && tag<std::uint16_t>(tiff, TIFFTAG_SAMPLESPERPIXEL, 1) == 1 &&
           tag<std::uint16_t>(tiff, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT) == SAMPLEFORMAT_UINT &&
           tag<std::uint16_t>(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT) == ORIENTATION_TOPLEFT &&
           TIFFIsTiled(tiff) == 0;
}

bool read_plain_gray(TIFF* tiff, GrayImage& image) {
    const bool wide = tag<std::uint16_t>(tiff, TIFFTAG_BITSPERSAMPLE, 8) == 16;
    const bool inverted =
        tag<std::uint16_t>(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK) == PHOTOMETRIC_MINISWHITE;
    const std::size_t row_bytes = static_cast<std::size_t>(image.width()) * (wide ? 2 : 1);
    if (TIFFScanlineSize64(tiff) != row_bytes) return false;
    SecretBytes row(row_bytes);
    for (int y = 0; y < image.height(); ++y) {
        if (TIFFReadScanline(tiff, row.bytes.data(), static_cast<std::uint32_t>(y), 0) != 1) return false;
        std::uint8_t* out = image.row(y);
        for (std::size_t x = 0; x < static_cast<std::size_t>(image.width()); ++x) {
            std::uint16_t value = row.bytes[x];
            if (wide) std::memcpy(&value, row.bytes.data() + 2 * x, 2);  // libtiff has brought it to host order
            const std::uint8_t gray = wide ? scale_to_8_bit(value, 65'535) : static_cast<std::uint8_t>(value);
            out[x] = inverted ? static_cast<std::uint8_t>(255 - gray) : gray;
        }
    }
    return true;
}

/// Everything else through libtiff's general reader: palettes, 1-4 bits, RGB(A), tiles, turned rows, JPEG inside.
bool read_as_rgba(TIFF* tiff, GrayImage& image) {
    const std::size_t pixels = static_cast<std::size_t>(image.width()) * static_cast<std::size_t>(image.height());
    SecretBytes memory(pixels * sizeof(std::uint32_t));
    std::vector<std::uint8_t>& bytes = memory.bytes;
    auto* raster = reinterpret_cast<std::uint32_t*>(bytes.data());  // memory of operator new: aligned for it
    constexpr int kStopOnError = 1;
    if (TIFFReadRGBAImageOriented(tiff, static_cast<std::uint32_t>(image.width()),
                                  static_cast<std::uint32_t>(image.height()), raster, ORIENTATION_TOPLEFT,
                                  kStopOnError) != 1) {
        return false;
    }
    std::uint8_t* out = image.row(0);
    for (std::size_t i = 0; i < pixels; ++i) {
        const std::uint32_t pixel = raster[i];
        const unsigned gray = luma(TIFFGetR(pixel), TIFFGetG(pixel), TIFFGetB(pixel));
        out[i] =
            static_cast<std::uint8_t>(std::min(255U, gray + 255U - TIFFGetA(pixel)));  // colours come premultiplied
    }
    return true;
}

}  // namespace

Result<GrayImage> decode_tiff(Bytes bytes, Dpi dpi) {
    Source source{bytes, 0, {}};
    const TiffHandle tiff = open(source);
    if (!tiff) return corrupt(source);
    const auto width = tag<std::uint32_t>(tiff.get(), TIFFTAG_IMAGEWIDTH, 0);
    const auto height = tag<std::uint32_t>(tiff.get(), TIFFTAG_IMAGELENGTH, 0);
    if (auto fits = check_header_size(width, height); !fits) return pass(fits);

    char reason[1024] = "";
    if (TIFFRGBAImageOK(tiff.get(), reason) != 1) {
        return fail(ErrorCode::kUnsupportedFormat, fmt::format("a kind of TIFF that is not known: {}", reason));
    }
    GrayImage image(static_cast<int>(width), static_cast<int>(height), dpi);
    const bool read = is_plain_gray(tiff.get()) ? read_plain_gray(tiff.get(), image) : read_as_rgba(tiff.get(), image);
    if (!read || !source.error.empty()) return corrupt(source);
    return image;
}

}  // namespace dactyl::picture_files
