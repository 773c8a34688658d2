#include "tests/unit/image/files/encoders.hpp"

#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <jpeglib.h>
#include <png.h>
#include <tiffio.h>

#include "tests/support/temporary_folder.hpp"

namespace dactyl::encoders {
namespace {

/// One row packed to `bits` a sample, most significant first; 16 bits in host or network order.
std::vector<std::uint8_t> packed_row(const Raster& raster, int y, int bits, bool big_endian) {
    const int count = raster.width * raster.channels;
    std::vector<std::uint8_t> row(static_cast<std::size_t>((count * bits + 7) / 8));
    for (int i = 0; i < count; ++i) {
        const std::uint16_t sample = raster.samples[static_cast<std::size_t>(y * count + i)];
        if (bits == 16) {
            const std::uint8_t halves[2] = {static_cast<std::uint8_t>(sample >> 8), static_cast<std::uint8_t>(sample)};
            row[static_cast<std::size_t>(2 * i)] = halves[big_endian ? 0 : 1];
            row[static_cast<std::size_t>(2 * i + 1)] = halves[big_endian ? 1 : 0];
        } else {
            const int at = i * bits;
            row[static_cast<std::size_t>(at / 8)] |= static_cast<std::uint8_t>(sample << (8 - bits - at % 8));
        }
    }
    return row;
}

void append(FileBytes& out, const void* data, std::size_t count) {
    const auto* bytes = static_cast<const std::byte*>(data);
    out.insert(out.end(), bytes, bytes + count);
}

void append_little(FileBytes& out, std::uint32_t value, int count) {
    for (int i = 0; i < count; ++i) out.push_back(static_cast<std::byte>(value >> (8 * i)));
}

}  // namespace

FileBytes to_bytes(const std::string& text) {
    FileBytes out;
    append(out, text.data(), text.size());
    return out;
}

FileBytes png(const Raster& raster, const PngOptions& options) {
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png_create_info_struct(png);
    FileBytes out;
    png_set_write_fn(
        png, &out,
        [](png_structp p, png_bytep data, png_size_t n) {
            append(*static_cast<FileBytes*>(png_get_io_ptr(p)), data, n);
        },
        [](png_structp) {});
    constexpr int kTypes[] = {PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGBA};
    const int type = options.palette.empty() ? kTypes[raster.channels - 1] : PNG_COLOR_TYPE_PALETTE;
    png_set_IHDR(png, info, static_cast<png_uint_32>(raster.width), static_cast<png_uint_32>(raster.height),
                 options.bit_depth, type, options.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    std::vector<png_color> palette;
    for (const Colour& c : options.palette) palette.push_back({c.red, c.green, c.blue});
    if (!palette.empty()) png_set_PLTE(png, info, palette.data(), static_cast<int>(palette.size()));
    if (options.gamma > 0) png_set_gAMA(png, info, options.gamma);
    png_write_info(png, info);
    std::vector<std::vector<std::uint8_t>> rows;
    std::vector<png_bytep> pointers;
    for (int y = 0; y < raster.height; ++y) rows.push_back(packed_row(raster, y, options.bit_depth, true));
    for (auto& row : rows) pointers.push_back(row.data());
    png_write_image(png, pointers.data());
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return out;
}

FileBytes tiff(const Raster& raster, const TiffOptions& options) {
    const TemporaryFolder folder;
    const std::string path = (folder.path() / "picture.tif").string();
    TIFF* tiff = TIFFOpen(path.c_str(), options.big_endian ? "wb" : "wl");
    if (tiff == nullptr) throw std::runtime_error("cannot write " + path);
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, raster.width);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, raster.height);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, options.bits);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, raster.channels);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, options.compression);
    TIFFSetField(tiff, TIFFTAG_ORIENTATION, options.orientation);
    const int photometric = !options.palette.empty() ? PHOTOMETRIC_PALETTE
                            : raster.channels >= 3   ? PHOTOMETRIC_RGB
                            : options.white_is_zero  ? PHOTOMETRIC_MINISWHITE
                                                     : PHOTOMETRIC_MINISBLACK;
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, photometric);
    if (!options.palette.empty()) {
        std::vector<std::uint16_t> red, green, blue;
        for (const Colour& c : options.palette) {
            red.push_back(static_cast<std::uint16_t>(c.red * 257));
            green.push_back(static_cast<std::uint16_t>(c.green * 257));
            blue.push_back(static_cast<std::uint16_t>(c.blue * 257));
        }
        TIFFSetField(tiff, TIFFTAG_COLORMAP, red.data(), green.data(), blue.data());
    }
    if (raster.channels == 4) {
        const std::uint16_t kind = EXTRASAMPLE_UNASSALPHA;
        TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &kind);
    }
    if (options.tiled) {
        constexpr int kTile = 64;
        TIFFSetField(tiff, TIFFTAG_TILEWIDTH, kTile);
        TIFFSetField(tiff, TIFFTAG_TILELENGTH, kTile);
        for (int top = 0; top < raster.height; top += kTile) {
            for (int left = 0; left < raster.width; left += kTile) {
                std::vector<std::uint8_t> tile(static_cast<std::size_t>(kTile * kTile));
                for (int y = 0; y < std::min(kTile, raster.height - top); ++y) {
                    for (int x = 0; x < std::min(kTile, raster.width - left); ++x) {
                        tile[static_cast<std::size_t>(y * kTile + x)] = static_cast<std::uint8_t>(
                            raster.samples[static_cast<std::size_t>((top + y) * raster.width + left + x)]);
                    }
                }
                TIFFWriteTile(tiff, tile.data(), static_cast<std::uint32_t>(left), static_cast<std::uint32_t>(top), 0,
                              0);
            }
        }
    } else {
        TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 16);
        for (int y = 0; y < raster.height; ++y) {
            auto row = packed_row(raster, y, options.bits, false);
            TIFFWriteScanline(tiff, row.data(), static_cast<std::uint32_t>(y), 0);
        }
    }
    TIFFClose(tiff);
    std::ostringstream stream;
    stream << std::ifstream(path, std::ios::binary).rdbuf();
    return to_bytes(stream.str());
}

FileBytes jpeg(const Raster& raster, const JpegOptions& options) {
    jpeg_compress_struct jpeg{};
    jpeg_error_mgr errors{};
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    unsigned char* memory = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&jpeg, &memory, &size);
    jpeg.image_width = static_cast<JDIMENSION>(raster.width);
    jpeg.image_height = static_cast<JDIMENSION>(raster.height);
    jpeg.input_components = raster.channels;
    jpeg.in_color_space = raster.channels == 1 ? JCS_GRAYSCALE : raster.channels == 3 ? JCS_RGB : JCS_CMYK;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, options.quality, TRUE);
    if (options.progressive) jpeg_simple_progression(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    for (int y = 0; y < raster.height; ++y) {
        auto row = packed_row(raster, y, 8, true);
        JSAMPROW pointer = row.data();
        jpeg_write_scanlines(&jpeg, &pointer, 1);
    }
    jpeg_finish_compress(&jpeg);
    FileBytes out;
    append(out, memory, size);
    jpeg_destroy_compress(&jpeg);
    std::free(memory);  // NOLINT: allocated by libjpeg
    return out;
}

FileBytes bmp(const Raster& raster, const BmpOptions& options) {
    const std::uint32_t palette = static_cast<std::uint32_t>(options.palette.size());
    const std::uint32_t pixels_at = 54 + 4 * palette;
    FileBytes out;
    append_little(out, 'B' | 'M' << 8, 2);
    append_little(out, 0, 4);
    append_little(out, 0, 4);
    append_little(out, pixels_at, 4);
    append_little(out, 40, 4);
    append_little(out, static_cast<std::uint32_t>(raster.width), 4);
    append_little(out, static_cast<std::uint32_t>(options.top_down ? -raster.height : raster.height), 4);
    append_little(out, 1, 2);
    append_little(out, static_cast<std::uint32_t>(options.bits), 2);
    append_little(out, 0, 4);
    append_little(out, 0, 4);
    append_little(out, 0x7FFFFFFF, 4);  // tags that nobody should believe
    append_little(out, 0x7FFFFFFF, 4);
    append_little(out, palette, 4);
    append_little(out, 0, 4);
    for (const Colour& c : options.palette)
        append_little(out, static_cast<std::uint32_t>(c.red << 16 | c.green << 8 | c.blue), 4);
    for (int i = 0; i < raster.height; ++i) {
        auto row = packed_row(raster, options.top_down ? i : raster.height - 1 - i,
                              options.bits <= 8 ? options.bits : 8, true);
        if (options.bits > 8) {
            for (std::size_t x = 0; x < row.size(); x += static_cast<std::size_t>(raster.channels))
                std::swap(row[x], row[x + 2]);
        }
        row.resize((row.size() + 3) / 4 * 4);
        append(out, row.data(), row.size());
    }
    return out;
}

FileBytes pgm(const Raster& raster, unsigned maximum, bool text) {
    std::ostringstream stream;
    stream << (text ? "P2" : "P5") << "\n# a comment\n"
           << raster.width << " " << raster.height << "\n"
           << maximum << "\n";
    for (const std::uint16_t sample : raster.samples) {
        if (text) {
            stream << sample << " ";
        } else {
            if (maximum > 255) stream.put(static_cast<char>(sample >> 8));
            stream.put(static_cast<char>(sample));
        }
    }
    return to_bytes(stream.str());
}

}  // namespace dactyl::encoders
