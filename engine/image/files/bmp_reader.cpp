#include <array>

#include <fmt/core.h>

#include "engine/image/files/decoders.hpp"

namespace dactyl::picture_files {
namespace {

constexpr std::size_t kFileHeader = 14;
constexpr std::uint32_t kCoreHeader = 12;      // BITMAPCOREHEADER
constexpr std::uint32_t kInfoHeader = 40;      // BITMAPINFOHEADER; later versions only append to it
constexpr std::uint32_t kLongestHeader = 124;  // BITMAPV5HEADER
constexpr std::uint32_t kUncompressed = 0;
constexpr std::uint32_t kBitFields = 3;

std::uint32_t little_endian(Bytes bytes, std::size_t at, int count) {
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i)
        value |= std::to_integer<std::uint32_t>(bytes[at + static_cast<std::size_t>(i)]) << (8 * i);
    return value;
}

struct Header {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    bool top_down = false;
    std::uint32_t bits = 0;
    std::uint32_t pixels_at = 0;
    std::uint32_t palette_at = 0;
    std::uint32_t palette_entry = 4;      // bytes
    std::uint32_t palette_size = 0;       // entries
    std::array<int, 3> channel{2, 1, 0};  // byte of red, green, blue in a pixel of 24 or 32 bits
};

tl::unexpected<Error> truncated() { return fail(ErrorCode::kCorrupt, "damaged BMP picture: the data end early"); }

tl::unexpected<Error> unknown(std::string_view what, std::uint32_t value) {
    return fail(ErrorCode::kUnsupportedFormat, fmt::format("a kind of BMP that is not known: {} {}", what, value));
}

/// Byte that a mask of BI_BITFIELDS selects; -1 for masks that select no whole byte.
int byte_of_mask(std::uint32_t mask) {
    for (int byte = 0; byte < 4; ++byte) {
        if (mask == 0xFFU << (8 * byte)) return byte;
    }
    return -1;
}

Result<Header> read_header(Bytes bytes) {
    if (bytes.size() < kFileHeader + 4) return truncated();
    Header header;
    header.pixels_at = little_endian(bytes, 10, 4);
    const std::uint32_t size = little_endian(bytes, 14, 4);
    if (size != kCoreHeader && (size < kInfoHeader || size > kLongestHeader)) return unknown("header of length", size);
    if (bytes.size() < kFileHeader + size) return truncated();
    header.palette_at = kFileHeader + size;
    header.bits = little_endian(bytes, size == kCoreHeader ? 24 : 28, 2);
    if (header.bits != 1 && header.bits != 4 && header.bits != 8 && header.bits != 24 && header.bits != 32) {
        return unknown("bits a pixel:", header.bits);
    }

    if (size == kCoreHeader) {
        header.width = little_endian(bytes, 18, 2);
        header.height = little_endian(bytes, 20, 2);
        header.palette_entry = 3;
        header.palette_size = header.bits <= 8 ? 1U << header.bits : 0;
        return header;
    }
    const auto width = static_cast<std::int32_t>(little_endian(bytes, 18, 4));
    const auto height = static_cast<std::int32_t>(little_endian(bytes, 22, 4));
    if (width < 0) return fail(ErrorCode::kCorrupt, "damaged BMP picture: negative width");
    header.width = static_cast<std::uint32_t>(width);
    header.top_down = height < 0;
    header.height = height < 0 ? 0U - static_cast<std::uint32_t>(height) : static_cast<std::uint32_t>(height);
    const std::uint32_t compression = little_endian(bytes, 30, 4);
    const std::uint32_t colours = little_endian(bytes, 46, 4);
    if (compression == kBitFields && header.bits == 32) {
        const std::size_t masks_at = kFileHeader + kInfoHeader;  // after the old header, or inside the longer ones
        if (bytes.size() < masks_at + 12) return truncated();
        for (std::size_t i = 0; i < 3; ++i) {
            header.channel[i] = byte_of_mask(little_endian(bytes, masks_at + 4 * i, 4));
            if (header.channel[i] < 0) return unknown("colour mask of channel", static_cast<std::uint32_t>(i));
        }
    } else if (compression != kUncompressed) {
        return unknown("compression", compression);
    }
    if (header.bits <= 8) {
        const std::uint32_t most = 1U << header.bits;
        if (colours > most)
            return fail(ErrorCode::kCorrupt, "damaged BMP picture: more colours than its pixels can name");
        header.palette_size = colours == 0 ? most : colours;
    }
    return header;
}

Result<std::array<std::uint8_t, 256>> read_palette(Bytes bytes, const Header& header) {
    std::array<std::uint8_t, 256> gray{};
    if (std::size_t{header.palette_at} + std::size_t{header.palette_entry} * header.palette_size > header.pixels_at) {
        return fail(ErrorCode::kCorrupt, "damaged BMP picture: no room for its palette");
    }
    for (std::uint32_t i = 0; i < header.palette_size; ++i) {
        const std::size_t at = header.palette_at + header.palette_entry * i;
        const auto channel = [&](std::size_t c) { return std::to_integer<std::uint8_t>(bytes[at + c]); };
        gray[i] = luma(channel(2), channel(1), channel(0));
    }
    return gray;
}

/// False when a pixel names a colour that the palette lacks.
bool convert_indexed_row(const std::byte* row, const Header& header, const std::array<std::uint8_t, 256>& palette,
                         std::uint8_t* out) {
    const std::uint32_t in_byte = 8 / header.bits;
    for (std::uint32_t x = 0; x < header.width; ++x) {
        const std::uint32_t shift = 8 - header.bits * (x % in_byte + 1);
        const std::uint32_t index =
            (std::to_integer<std::uint32_t>(row[x / in_byte]) >> shift) & ((1U << header.bits) - 1);
        if (index >= header.palette_size) return false;
        out[x] = palette[index];
    }
    return true;
}

void convert_colour_row(const std::byte* row, const Header& header, std::uint8_t* out) {
    for (std::uint32_t x = 0; x < header.width; ++x, row += header.bits / 8) {
        const auto channel = [&](std::size_t c) { return std::to_integer<std::uint8_t>(row[header.channel[c]]); };
        out[x] = luma(channel(0), channel(1), channel(2));
    }
}

}  // namespace

Result<GrayImage> decode_bmp(Bytes bytes, Dpi dpi) {
    const auto header = read_header(bytes);
    if (!header) return pass(header);
    const bool indexed = header->bits <= 8;
    if (auto fits = check_header_size(header->width, header->height); !fits) return pass(fits);

    const std::size_t stride = (std::size_t{header->width} * header->bits + 31) / 32 * 4;
    if (header->pixels_at > bytes.size() || stride * header->height > bytes.size() - header->pixels_at)
        return truncated();
    std::array<std::uint8_t, 256> palette{};
    if (indexed) {
        const auto read = read_palette(bytes, *header);
        if (!read) return pass(read);
        palette = *read;
    }

    GrayImage image(static_cast<int>(header->width), static_cast<int>(header->height), dpi);
    for (std::uint32_t i = 0; i < header->height; ++i) {
        const std::byte* row = bytes.data() + header->pixels_at + stride * i;
        std::uint8_t* out = image.row(static_cast<int>(header->top_down ? i : header->height - 1 - i));
        if (!indexed) {
            convert_colour_row(row, *header, out);
        } else if (!convert_indexed_row(row, *header, palette, out)) {
            return fail(ErrorCode::kCorrupt, "damaged BMP picture: a pixel's colour is not in the palette");
        }
    }
    return image;
}

}  // namespace dactyl::picture_files
