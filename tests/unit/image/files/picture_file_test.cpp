#include "engine/image/files/picture_file.hpp"

#include <fstream>

#include <sys/resource.h>

#include "engine/image/limits.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/image/files/encoders.hpp"

namespace dactyl {
namespace {

namespace fs = std::filesystem;
using encoders::Colour;
using encoders::FileBytes;
using encoders::Raster;

constexpr Dpi kDpi{569.0};

/// A pattern that no row or column shift leaves alone; values below `levels`.
Raster pattern(int width, int height, int channels, unsigned levels) {
    Raster raster{width, height, channels, {}};
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            for (int c = 0; c < channels; ++c) {
                raster.samples.push_back(
                    static_cast<std::uint16_t>((x * 3u + y * 7u * levels / 64u + c * 50u + x * y) % levels));
            }
        }
    }
    return raster;
}

unsigned sample(const Raster& raster, int x, int y, int c = 0) {
    return raster.samples[static_cast<std::size_t>((y * raster.width + x) * raster.channels + c)];
}

/// Nearest 8-bit value of v / maximum, computed in another way than the code does.
int scaled(unsigned value, unsigned maximum) { return static_cast<int>(std::lround(255.0 * value / maximum)); }

int brightness(unsigned r, unsigned g, unsigned b) {
    return static_cast<int>(std::floor(0.299 * r + 0.587 * g + 0.114 * b + 0.5 + 1e-9));
}

template <class Expected>
void expect_pixels(const FileBytes& file, const Raster& raster, Expected expected, int tolerance = 0) {
    const auto image = decode_picture(file, kDpi);
    ASSERT_TRUE(image) << image.error().message;
    ASSERT_EQ(image->width(), raster.width);
    ASSERT_EQ(image->height(), raster.height);
    EXPECT_EQ(image->dpi(), kDpi);
    for (int y = 0; y < raster.height; ++y) {
        for (int x = 0; x < raster.width; ++x) {
            ASSERT_NEAR(image->row(y)[x], expected(x, y), tolerance) << "at " << x << ", " << y;
        }
    }
}

void expect_gray(const FileBytes& file, const Raster& raster, unsigned maximum = 255, int tolerance = 0) {
    expect_pixels(
        file, raster, [&](int x, int y) { return scaled(sample(raster, x, y), maximum); }, tolerance);
}

void expect_colour(const FileBytes& file, const Raster& raster, int tolerance = 0) {
    const auto colour = [&](int x, int y) {
        return brightness(sample(raster, x, y, 0), sample(raster, x, y, 1), sample(raster, x, y, 2));
    };
    expect_pixels(file, raster, colour, tolerance);
}

std::vector<Colour> gray_ramp(int count) {
    std::vector<Colour> palette;
    for (int i = 0; i < count; ++i) {
        const auto v =
            static_cast<std::uint8_t>(255 - i * 255 / (count - 1));  // falling, so that an index is not its gray
        palette.push_back({v, v, v});
    }
    return palette;
}

void expect_palette(const FileBytes& file, const Raster& raster, const std::vector<Colour>& palette) {
    const auto colour = [&](int x, int y) {
        const Colour& c = palette[sample(raster, x, y)];
        return brightness(c.red, c.green, c.blue);
    };
    expect_pixels(file, raster, colour);
}

TEST(DecodePicture, GrayIsUntouchedInEveryFormat) {
    const Raster raster = pattern(67, 45, 1, 256);
    expect_gray(encoders::png(raster), raster);
    expect_gray(encoders::png(raster, {.interlaced = true}), raster);
    expect_gray(encoders::tiff(raster), raster);
    expect_gray(encoders::tiff(raster, {.compression = 5}), raster);      // LZW
    expect_gray(encoders::tiff(raster, {.compression = 32773}), raster);  // PackBits
    expect_gray(encoders::tiff(raster, {.compression = 8}), raster);      // Deflate
    expect_gray(encoders::tiff(raster, {.big_endian = true}), raster);
    expect_gray(encoders::tiff(raster, {.tiled = true}), raster);
    expect_gray(encoders::pgm(raster), raster);
    expect_gray(encoders::pgm(raster, 255, true), raster);
}

TEST(DecodePicture, JpegComesCloseAndIsLumaOnly) {
    Raster smooth{64, 48, 1, {}};
    for (int i = 0; i < 64 * 48; ++i) smooth.samples.push_back(static_cast<std::uint16_t>(2 * (i % 64) + i / 64));
    expect_gray(encoders::jpeg(smooth), smooth, 255, 2);
    expect_gray(encoders::jpeg(smooth, {.progressive = true}), smooth, 255, 2);
    Raster colour{64, 48, 3, {}};
    for (const auto v : smooth.samples) {
        for (const unsigned c : {v + 60U, v + 0U, v + 20U}) colour.samples.push_back(static_cast<std::uint16_t>(c));
    }
    expect_colour(encoders::jpeg(colour), colour, 3);
}

TEST(DecodePicture, SixteenBitsAreScaledNotCut) {
    const Raster raster = pattern(67, 45, 1, 65'536);
    expect_gray(encoders::png(raster, {.bit_depth = 16}), raster, 65'535);
    expect_gray(encoders::tiff(raster, {.bits = 16}), raster, 65'535);
    expect_gray(encoders::tiff(raster, {.bits = 16, .big_endian = true}), raster, 65'535);
    expect_gray(encoders::pgm(raster, 65'535), raster, 65'535);
    const Raster ten_bits = pattern(67, 45, 1, 1024);
    expect_gray(encoders::pgm(ten_bits, 1023), ten_bits, 1023);
    expect_gray(encoders::pgm(ten_bits, 1023, true), ten_bits, 1023);
}

TEST(DecodePicture, FewerBitsSpanTheWholeRange) {
    for (const int bits : {1, 2, 4}) {
        const unsigned levels = 1U << bits;
        const Raster raster = pattern(67, 45, 1, levels);
        expect_gray(encoders::png(raster, {.bit_depth = bits}), raster, levels - 1);
        expect_gray(encoders::tiff(raster, {.bits = bits}), raster, levels - 1);
    }
    const Raster raster = pattern(67, 45, 1, 16);
    expect_gray(encoders::pgm(raster, 15), raster, 15);
}

TEST(DecodePicture, WhiteIsZeroIsTurned) {
    const Raster raster = pattern(67, 45, 1, 256);
    expect_pixels(encoders::tiff(raster, {.white_is_zero = true}), raster,
                  [&](int x, int y) { return 255 - static_cast<int>(sample(raster, x, y)); });
}

TEST(DecodePicture, ColourBecomesBrightness) {
    const Raster raster = pattern(67, 45, 3, 256);
    expect_colour(encoders::png(raster), raster);
    expect_colour(encoders::tiff(raster), raster);
    expect_colour(encoders::tiff(raster, {.compression = 5}), raster);
    expect_colour(encoders::bmp(raster, {.bits = 24}), raster);
    expect_colour(encoders::bmp(raster, {.bits = 24, .top_down = true}), raster);
    const Raster four = pattern(67, 45, 4, 256);
    expect_colour(encoders::bmp(four, {.bits = 32}), four);  // its fourth byte means nothing
}

TEST(DecodePicture, GrayStoredAsColourIsExact) {
    const Raster gray = pattern(67, 45, 1, 256);
    Raster rgb{67, 45, 3, {}};
    for (const auto v : gray.samples) rgb.samples.insert(rgb.samples.end(), 3, v);
    for (const FileBytes& file : {encoders::png(rgb), encoders::tiff(rgb), encoders::bmp(rgb, {.bits = 24})}) {
        expect_gray(file, gray);
    }
}

TEST(DecodePicture, PalettesAreLookedUp) {
    for (const int bits : {1, 4, 8}) {
        const int count = 1 << bits;
        const Raster raster = pattern(67, 45, 1, static_cast<unsigned>(count));
        std::vector<Colour> colours = gray_ramp(count);
        expect_palette(encoders::png(raster, {.bit_depth = bits, .palette = colours}), raster, colours);
        expect_palette(encoders::tiff(raster, {.bits = bits, .compression = 5, .palette = colours}), raster, colours);
        expect_palette(encoders::bmp(raster, {.bits = bits, .palette = colours}), raster, colours);
        colours[1] = {10, 200, 90};
        expect_palette(encoders::png(raster, {.bit_depth = bits, .palette = colours}), raster, colours);
        expect_palette(encoders::tiff(raster, {.bits = bits, .palette = colours}), raster, colours);
        expect_palette(encoders::bmp(raster, {.bits = bits, .top_down = true, .palette = colours}), raster, colours);
    }
}

TEST(DecodePicture, TransparencyLiesOnWhitePaper) {
    Raster raster{40, 40, 2, {}};
    for (int i = 0; i < 40 * 40; ++i) {
        raster.samples.push_back(static_cast<std::uint16_t>(i % 256));
        raster.samples.push_back(static_cast<std::uint16_t>(i % 3 == 0 ? 255 : i % 3 == 1 ? 0 : 128));
    }
    expect_pixels(encoders::png(raster), raster, [&](int x, int y) {
        const double opacity = sample(raster, x, y, 1) / 255.0;
        return static_cast<int>(std::lround(sample(raster, x, y) * opacity + 255 * (1 - opacity)));
    });
}

TEST(DecodePicture, NoGammaIsApplied) {
    const Raster raster = pattern(67, 45, 1, 256);
    expect_gray(encoders::png(raster, {.gamma = 1.0}), raster);
    const Raster wide = pattern(67, 45, 1, 65'536);
    expect_gray(encoders::png(wide, {.bit_depth = 16, .gamma = 1.0}), wide, 65'535);
}

TEST(DecodePicture, TurnedRowsOfTiffAreTurnedBack) {
    const Raster raster = pattern(67, 45, 1, 256);
    expect_pixels(encoders::tiff(raster, {.orientation = 4}), raster,  // row 0 at the bottom
                  [&](int x, int y) { return static_cast<int>(sample(raster, x, raster.height - 1 - y)); });
}

/// One file of each format and its main varieties, small enough to be cut at every byte.
std::vector<std::pair<std::string, FileBytes>> small_files() {
    const Raster gray = pattern(36, 33, 1, 256);
    const Raster rgb = pattern(36, 33, 3, 256);
    return {{"png", encoders::png(gray)},
            {"png interlaced", encoders::png(rgb, {.interlaced = true})},
            {"tiff", encoders::tiff(gray)},
            {"tiff lzw palette", encoders::tiff(gray, {.compression = 5, .palette = gray_ramp(256)})},
            {"tiff tiled", encoders::tiff(gray, {.tiled = true})},
            {"jpeg", encoders::jpeg(gray)},
            {"jpeg progressive", encoders::jpeg(rgb, {.progressive = true})},
            {"bmp", encoders::bmp(gray, {.palette = gray_ramp(256)})},
            {"pgm", encoders::pgm(gray)},
            {"pgm text", encoders::pgm(gray, 255, true)}};
}

TEST(DecodePicture, EveryTruncationIsRefused) {
    for (const auto& [name, file] : small_files()) {
        ASSERT_TRUE(decode_picture(file, kDpi)) << name;
        // The blank after a text PGM's last number and the empty link to a TIFF's next picture are no loss.
        const std::size_t harmless = name == "pgm text" ? 2 : name.starts_with("tiff") ? 4 : 0;
        for (std::size_t size = 0; size + harmless < file.size(); ++size) {
            const auto image = decode_picture(std::span(file).first(size), kDpi);
            ASSERT_FALSE(image) << name << " cut at " << size << " of " << file.size();
            EXPECT_TRUE(image.error().code == ErrorCode::kCorrupt ||
                        (size < 4 && image.error().code == ErrorCode::kUnsupportedFormat))
                << name << " cut at " << size << ": " << image.error().message;
        }
    }
}

TEST(DecodePicture, ChangedBytesNeverEscape) {
    for (const auto& [name, file] : small_files()) {
        FileBytes changed = file;
        for (std::size_t at = 0; at < file.size(); at += at < 200 ? 1 : 7) {
            for (const int bit : {0, 3, 7}) {
                changed[at] = file[at] ^ static_cast<std::byte>(1 << bit);
                const auto image = decode_picture(changed, kDpi);
                if (image) {
                    EXPECT_TRUE(check_size(image->width(), image->height())) << name;
                }
            }
            changed[at] = file[at];
        }
    }
}

void put_big(FileBytes& file, std::size_t at, std::uint32_t value, int count) {
    for (int i = 0; i < count; ++i)
        file[at + static_cast<std::size_t>(i)] = static_cast<std::byte>(value >> (8 * (count - 1 - i)));
}

void put_little(FileBytes& file, std::size_t at, std::uint32_t value, int count) {
    for (int i = 0; i < count; ++i) file[at + static_cast<std::size_t>(i)] = static_cast<std::byte>(value >> (8 * i));
}

/// Finds the first SOF marker of a JPEG file.
std::size_t frame_of_jpeg(const FileBytes& file) {
    for (std::size_t i = 0; i + 9 < file.size(); ++i) {
        if (file[i] == std::byte{0xFF} && (file[i + 1] == std::byte{0xC0} || file[i + 1] == std::byte{0xC2})) return i;
    }
    return 0;
}

/// The same picture announced as side x side in its header; the pixels behind it are not there.
std::vector<std::pair<std::string, FileBytes>> announced(std::uint32_t side) {
    const Raster gray = pattern(36, 36, 1, 256);
    std::vector<std::pair<std::string, FileBytes>> files;

    Raster blank{static_cast<int>(side), static_cast<int>(side), 1, {}};
    FileBytes png = encoders::png(gray);
    // The header chunk with its own checksum, made by libpng from a picture of that width and one row.
    blank.height = 1;
    blank.samples.assign(side, 0);
    const FileBytes wide = encoders::png(blank);
    std::copy(wide.begin() + 16, wide.begin() + 20, png.begin() + 16);
    std::copy(wide.begin() + 16, wide.begin() + 20, png.begin() + 20);
    std::uint32_t crc = 0xFFFFFFFF;
    for (std::size_t i = 12; i < 29; ++i) {
        crc ^= std::to_integer<std::uint32_t>(png[i]);
        for (int k = 0; k < 8; ++k) crc = crc & 1 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
    }
    put_big(png, 29, ~crc, 4);
    files.emplace_back("png", std::move(png));

    FileBytes jpeg = encoders::jpeg(gray);
    const std::size_t frame = frame_of_jpeg(jpeg);
    put_big(jpeg, frame + 5, side, 2);
    put_big(jpeg, frame + 7, side, 2);
    files.emplace_back("jpeg", std::move(jpeg));

    FileBytes bmp = encoders::bmp(gray, {.palette = gray_ramp(256)});
    put_little(bmp, 18, side, 4);
    put_little(bmp, 22, side, 4);
    files.emplace_back("bmp", std::move(bmp));

    files.emplace_back("pgm", encoders::to_bytes("P5 " + std::to_string(side) + " " + std::to_string(side) + " 255\n"));

    // A TIFF of that size and nothing else: little-endian, five tags, no pixels.
    FileBytes tiff(8 + 2 + 12 * 5 + 4);
    std::memcpy(tiff.data(), "II*\0\x08\0\0\0", 8);
    put_little(tiff, 8, 5, 2);
    const std::uint32_t tags[5][2] = {{256, side}, {257, side}, {258, 8}, {262, 1}, {273, 8}};
    for (std::size_t i = 0; i < 5; ++i) {
        put_little(tiff, 10 + 12 * i, tags[i][0], 2);
        put_little(tiff, 12 + 12 * i, 4, 2);
        put_little(tiff, 14 + 12 * i, 1, 4);
        put_little(tiff, 18 + 12 * i, tags[i][1], 4);
    }
    files.emplace_back("tiff", std::move(tiff));
    return files;
}

long peak_kib() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

TEST(DecodePicture, HugePicturesAreRefusedByTheirHeaders) {
    const auto files = announced(20'000);
    const long before = peak_kib();
    for (const auto& [name, file] : files) {
        const auto image = decode_picture(file, kDpi);
        ASSERT_FALSE(image) << name;
        EXPECT_EQ(image.error().code, ErrorCode::kImageTooLarge) << name << ": " << image.error().message;
        EXPECT_THAT(image.error().message, testing::HasSubstr("20000")) << name;
    }
    EXPECT_LT(peak_kib() - before, 64 * 1024);
}

TEST(DecodePicture, TinyPicturesAreRefusedByTheirHeaders) {
    for (const auto& [name, file] : announced(1)) {
        const auto image = decode_picture(file, kDpi);
        ASSERT_FALSE(image) << name;
        EXPECT_EQ(image.error().code, ErrorCode::kImageTooSmall) << name << ": " << image.error().message;
    }
}

TEST(DecodePicture, OtherBytesAreOfNoKnownFormat) {
    for (const char* text : {"%PDF-1.4 and so on", "GIF89a............", "P6 40 40 255\n", "x",
                             "\x7f"
                             "ELF"}) {
        const auto image = decode_picture(encoders::to_bytes(text), kDpi);
        ASSERT_FALSE(image) << text;
        EXPECT_EQ(image.error().code, ErrorCode::kUnsupportedFormat) << text;
    }
    EXPECT_EQ(decode_picture({}, kDpi).error().code, ErrorCode::kCorrupt);
    const Raster inks = pattern(40, 40, 4, 256);
    EXPECT_EQ(decode_picture(encoders::jpeg(inks), kDpi).error().code, ErrorCode::kUnsupportedFormat);  // CMYK
}

TEST(DecodePicture, MalformedHeadersAreCorrupt) {
    for (const char* text : {"P5", "P5 40", "P5 40 40", "P5 40 40 0\n", "P5 40 40 70000\n", "P5 x 40 255\n",
                             "P5 99999999999 40 255\n", "P2 32 32 1 2"}) {
        EXPECT_EQ(decode_picture(encoders::to_bytes(text), kDpi).error().code, ErrorCode::kCorrupt) << text;
    }
    FileBytes bmp = encoders::bmp(pattern(40, 40, 1, 256), {.palette = gray_ramp(256)});
    put_little(bmp, 30, 1, 4);  // RLE8
    EXPECT_EQ(decode_picture(bmp, kDpi).error().code, ErrorCode::kUnsupportedFormat);
    put_little(bmp, 30, 0, 4);
    put_little(bmp, 28, 7, 2);
    EXPECT_EQ(decode_picture(bmp, kDpi).error().code, ErrorCode::kUnsupportedFormat);
    put_little(bmp, 28, 8, 2);
    put_little(bmp, 46, 257, 4);
    EXPECT_EQ(decode_picture(bmp, kDpi).error().code, ErrorCode::kCorrupt);
    put_little(bmp, 46, 256, 4);
    put_little(bmp, 10, 1000, 4);  // pixels that begin inside the palette
    EXPECT_EQ(decode_picture(bmp, kDpi).error().code, ErrorCode::kCorrupt);
    put_little(bmp, 10, 0xFFFFFFFF, 4);
    EXPECT_EQ(decode_picture(bmp, kDpi).error().code, ErrorCode::kCorrupt);
}

TEST(ReadPicture, NamesThePathOfEveryFailure) {
    const TemporaryFolder folder;
    const fs::path empty = folder.path() / "empty.png";
    std::ofstream(empty).flush();
    const fs::path text = folder.path() / "text.png";
    std::ofstream(text) << "not a picture";
    const std::vector<std::pair<fs::path, ErrorCode>> cases = {{folder.path() / "none.png", ErrorCode::kNotFound},
                                                               {folder.path(), ErrorCode::kUnreadable},
                                                               {"/proc/self/mem", ErrorCode::kUnreadable},
                                                               {empty, ErrorCode::kCorrupt},
                                                               {text, ErrorCode::kUnsupportedFormat}};
    for (const auto& [path, code] : cases) {
        const auto image = read_picture(path, kDpi);
        ASSERT_FALSE(image) << path;
        EXPECT_EQ(image.error().code, code) << path << ": " << image.error().message;
        EXPECT_THAT(image.error().message, testing::HasSubstr(path.string()));
    }
}

TEST(PictureExtension, IsKnownInAnyCaseOfLetters) {
    for (const char* name : {"a.png", "b/101_1.TIF", "c.Jpeg", "d.x.pgm"})
        EXPECT_TRUE(has_picture_extension(name)) << name;
    for (const char* name : {"dpi.txt", "png", ".png", "a.png.txt", ""})
        EXPECT_FALSE(has_picture_extension(name)) << name;
}

TEST(WritePng, GrayComesBackAsItWas) {
    const TemporaryFolder folder;
    const Raster raster = pattern(67, 45, 1, 256);
    const auto image = decode_picture(encoders::pgm(raster), kDpi);
    ASSERT_TRUE(image);
    const fs::path path = folder.path() / "out.png";
    ASSERT_TRUE(write_png(path, *image));
    const auto back = read_picture(path, kDpi);
    ASSERT_TRUE(back) << back.error().message;
    for (int y = 0; y < 45; ++y) EXPECT_TRUE(std::equal(back->row(y), back->row(y) + 67, image->row(y)));
}

TEST(WritePng, ResolutionIsInThePhysChunk) {
    const GrayImage image(40, 40, Dpi(500.0));
    const auto bytes = encode_png(image);
    const char* tag = "pHYs";
    const auto at = std::search(bytes.begin(), bytes.end(), reinterpret_cast<const std::byte*>(tag),
                                reinterpret_cast<const std::byte*>(tag) + 4);
    ASSERT_NE(at, bytes.end());
    const std::vector<std::byte> expected = {std::byte{0}, std::byte{0}, std::byte{0x4C}, std::byte{0xE5}};  // 19 685
    EXPECT_TRUE(std::equal(expected.begin(), expected.end(), at + 4));
    EXPECT_EQ(at[12], std::byte{1});  // metres
}

TEST(WritePng, ColourComesBackAsItsBrightness) {
    const Raster raster = pattern(67, 45, 3, 256);
    ColourImage image{67, 45, {raster.samples.begin(), raster.samples.end()}};
    expect_colour(encode_png(image), raster);
    image.rgb.pop_back();
    EXPECT_TRUE(encode_png(image).empty());
}

TEST(WritePng, FailuresNameThePathAndLeaveNothing) {
    const GrayImage image(40, 40, kDpi);
    const TemporaryFolder folder;
    EXPECT_EQ(write_png(folder.path() / "none" / "a.png", image).error().code, ErrorCode::kUnwritable);
    EXPECT_EQ(write_png("/dev/full", image).error().code, ErrorCode::kDiskFull);
    const auto nothing = write_png(folder.path() / "a.png", GrayImage());
    ASSERT_FALSE(nothing);
    EXPECT_EQ(nothing.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(nothing.error().message, testing::HasSubstr("a.png"));
    EXPECT_TRUE(fs::is_empty(folder.path()));
}

}  // namespace
}  // namespace dactyl
