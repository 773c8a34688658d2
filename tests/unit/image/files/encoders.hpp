#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// Makers of picture files in every variety, on top of the format libraries and independent of the code under test.
namespace dactyl::encoders {

using FileBytes = std::vector<std::byte>;

/// Samples row by row, interleaved; 16-bit samples in host order.
struct Raster {
    int width = 0;
    int height = 0;
    int channels = 1;
    std::vector<std::uint16_t> samples;
};

struct Colour {
    std::uint8_t red, green, blue;
};

struct PngOptions {
    int bit_depth = 8;
    bool interlaced = false;
    std::vector<Colour> palette = {};  ///< one channel, indexes
    double gamma = 0;                  ///< a gAMA chunk, 0 for none
};
FileBytes png(const Raster& raster, const PngOptions& options = {});

struct TiffOptions {
    int bits = 8;
    int compression = 1;  ///< COMPRESSION_...
    bool white_is_zero = false;
    bool big_endian = false;
    bool tiled = false;
    int orientation = 1;
    std::vector<Colour> palette = {};
};
FileBytes tiff(const Raster& raster, const TiffOptions& options = {});

struct JpegOptions {
    int quality = 100;
    bool progressive = false;
};
FileBytes jpeg(const Raster& raster, const JpegOptions& options = {});

struct BmpOptions {
    int bits = 8;  ///< 1, 4, 8 with palette; 24; 32
    bool top_down = false;
    std::vector<Colour> palette = {};
};
FileBytes bmp(const Raster& raster, const BmpOptions& options = {});

/// P5, or P2 as text.
FileBytes pgm(const Raster& raster, unsigned maximum = 255, bool text = false);

FileBytes to_bytes(const std::string& text);

}  // namespace dactyl::encoders
