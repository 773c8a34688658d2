#include "tests/integration/support/bad_pictures.hpp"

#include "engine/image/files/picture_file.hpp"

namespace dactyl::integration {
namespace {

// Both as the PNG specification has them: big-endian numbers; CRC-32 over a chunk's type and data.
void put(std::string& bytes, std::size_t at, std::uint32_t value) {
    for (int i = 0; i < 4; ++i) bytes[at + static_cast<std::size_t>(i)] = static_cast<char>(value >> (24 - 8 * i));
}

std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char byte : bytes) {
        crc ^= static_cast<std::uint8_t>(byte);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

// Smooth noise: a hash on a grid, blended between its corners.
double cloud(double x, double y) {
    const auto corner = [](int i, int j) {
        std::uint32_t h = static_cast<std::uint32_t>(i) * 374761393U + static_cast<std::uint32_t>(j) * 668265263U;
        h = (h ^ (h >> 13)) * 1274126177U;
        return (h >> 8) / 16777216.0;
    };
    const int i = static_cast<int>(std::floor(x));
    const int j = static_cast<int>(std::floor(y));
    const double u = x - i;
    const double v = y - j;
    return (corner(i, j) * (1 - u) + corner(i + 1, j) * u) * (1 - v) +
           (corner(i, j + 1) * (1 - u) + corner(i + 1, j + 1) * u) * v;
}

}  // namespace

GrayImage flat_picture(std::uint8_t value) { return GrayImage(300, 400, kInternalDpi, value); }

GrayImage landscape() {
    GrayImage picture(320, 400, kInternalDpi);
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            double value = 190 + 50 * cloud(x / 70.0, y / 40.0);
            if (y > 170 + 40 * cloud(x / 60.0, 7)) value = 70 + 40 * cloud(x / 25.0, y / 25.0);
            if (y > 260) value = 100 + 60 * cloud(x / 6.0, y / 9.0) + 30 * cloud(x / 40.0, y / 40.0);
            if (x > 180 && x < 250 && y > 200 && y < 290) value = x > 205 && x < 225 && y > 240 ? 30 : 215;
            picture.row(y)[x] = static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0));
        }
    }
    return picture;
}

std::string png_claiming(std::uint32_t width, std::uint32_t height) {
    constexpr std::size_t kType = 12;  // after the signature and the length of IHDR
    constexpr std::size_t kDataBytes = 13;
    const std::vector<std::byte> encoded = encode_png(GrayImage(64, 64, kInternalDpi, 200));
    std::string bytes(reinterpret_cast<const char*>(encoded.data()), encoded.size());
    put(bytes, kType + 4, width);
    put(bytes, kType + 8, height);
    put(bytes, kType + 4 + kDataBytes, crc32(std::string_view(bytes).substr(kType, 4 + kDataBytes)));
    return bytes;
}

std::string with_damage(std::string bytes) {
    for (std::size_t i = bytes.size() / 2; i < bytes.size() / 2 + 64 && i < bytes.size(); ++i) bytes[i] ^= '\x5a';
    return bytes;
}

}  // namespace dactyl::integration
