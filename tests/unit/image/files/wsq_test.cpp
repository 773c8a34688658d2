#include <gtest/gtest.h>

#include "engine/core/read_file.hpp"
#include "engine/image/files/encoders.hpp"
#include "engine/image/files/picture_file.hpp"
#include "tests/support/ridge_picture.hpp"
#include "tests/support/shared_material.hpp"

namespace dactyl {
namespace {

namespace fs = std::filesystem;

double squared_error(ImageView a, ImageView b) {
    double sum = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) sum += std::pow(a.at(x, y) - b.at(x, y), 2);
    }
    return sum / (static_cast<double>(a.width()) * a.height());
}

double signal_to_noise(ImageView a, ImageView b) { return 10 * std::log10(255 * 255 / squared_error(a, b)); }

int largest_difference(ImageView a, ImageView b) {
    int largest = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) largest = std::max(largest, std::abs(a.at(x, y) - b.at(x, y)));
    }
    return largest;
}

TEST(Wsq, PicturesOfEverySizeComeBackAlike) {
    for (const auto& [width, height] : {std::pair{32, 32}, {33, 47}, {96, 65}, {200, 133}}) {
        const GrayImage picture = ridge_picture(width, height);
        const auto bytes = encode_wsq(picture, 2.25);
        ASSERT_TRUE(bytes) << bytes.error().message;
        const auto back = decode_picture(*bytes, Dpi(508));
        ASSERT_TRUE(back) << back.error().message;
        ASSERT_EQ(back->width(), width);
        ASSERT_EQ(back->height(), height);
        EXPECT_EQ(back->dpi(), Dpi(508));
        EXPECT_GT(signal_to_noise(picture, *back), 30) << width << " x " << height;
    }
}

TEST(Wsq, AHigherRateTakesMoreBytesAndErrsLess) {
    const GrayImage picture = ridge_picture(256, 256);
    const auto few = encode_wsq(picture, 0.75);
    const auto many = encode_wsq(picture, 2.25);
    ASSERT_TRUE(few && many);
    EXPECT_LT(few->size(), many->size());
    EXPECT_LT(few->size(), 256U * 256U / 8U);
    const auto rough = decode_picture(*few, kInternalDpi);
    const auto fine = decode_picture(*many, kInternalDpi);
    ASSERT_TRUE(rough && fine);
    EXPECT_LT(signal_to_noise(picture, *rough), signal_to_noise(picture, *fine));
}

TEST(Wsq, APictureOfOneGrayComesBackExactly) {
    for (const int gray : {0, 128, 255}) {
        const GrayImage picture(64, 48, kInternalDpi, static_cast<std::uint8_t>(gray));
        const auto bytes = encode_wsq(picture);
        ASSERT_TRUE(bytes);
        const auto back = decode_picture(*bytes, kInternalDpi);
        ASSERT_TRUE(back) << back.error().message;
        EXPECT_EQ(largest_difference(picture, *back), 0);
    }
}

TEST(Wsq, RatesOutOfRangeAreRefused) {
    const GrayImage picture = ridge_picture(64, 64);
    for (const double rate : {0.0, -1.0, 9.0, std::nan("")}) {
        EXPECT_EQ(encode_wsq(picture, rate).error().code, ErrorCode::kInvalidArgument);
    }
    EXPECT_EQ(encode_wsq(GrayImage(8, 64, kInternalDpi)).error().code, ErrorCode::kImageTooSmall);
}

TEST(Wsq, EveryTruncationIsCorruptAndSaysWhere) {
    const auto bytes = encode_wsq(ridge_picture(64, 48));
    ASSERT_TRUE(bytes);
    for (std::size_t size = 4; size < bytes->size(); ++size) {
        const auto image = decode_picture(std::span(*bytes).first(size), kInternalDpi);
        ASSERT_FALSE(image) << size;
        EXPECT_EQ(image.error().code, ErrorCode::kCorrupt) << size;
        EXPECT_NE(image.error().message.find(" at byte "), std::string::npos) << image.error().message;
    }
}

TEST(Wsq, ChangedBytesNeverEscape) {
    const auto original = encode_wsq(ridge_picture(40, 36));
    ASSERT_TRUE(original);
    for (std::size_t at = 0; at < original->size(); ++at) {
        for (const unsigned flip : {0x01U, 0x80U, 0xFFU}) {
            auto bytes = *original;
            bytes[at] ^= std::byte(flip);
            const auto image = decode_picture(bytes, kInternalDpi);
            if (image) continue;
            EXPECT_TRUE(image.error().code == ErrorCode::kCorrupt || image.error().code == ErrorCode::kImageTooSmall ||
                        image.error().code == ErrorCode::kImageTooLarge ||
                        image.error().code == ErrorCode::kUnsupportedFormat)
                << at << ": " << image.error().message;
        }
    }
}

TEST(Wsq, ALargePictureInAShortFileIsRefusedBeforeItIsAllocated) {
    auto bytes = *encode_wsq(ridge_picture(64, 48));
    // The frame header's height and width follow its marker, length, black and white.
    const std::array<std::byte, 2> marker = {std::byte{0xFF}, std::byte{0xA2}};
    const auto frame = std::search(bytes.begin(), bytes.end(), marker.begin(), marker.end());
    ASSERT_NE(frame, bytes.end());
    for (int i = 6; i < 10; i += 2) *(frame + i) = std::byte{0x0F};  // 3840 and more
    const auto image = decode_picture(bytes, kInternalDpi);
    ASSERT_FALSE(image);
    EXPECT_EQ(image.error().code, ErrorCode::kCorrupt);
    EXPECT_NE(image.error().message.find("larger than the file can hold"), std::string::npos);
}

TEST(Wsq, ReferenceFilesDecodeWithinOneGrayLevel) {
    const auto folder = shared_material("formats/wsq");
    if (!folder) GTEST_SKIP() << "no reference files";
    int files = 0;
    for (const auto& entry : fs::directory_iterator(*folder)) {
        if (entry.path().extension() != ".wsq") continue;
        const auto picture = read_picture(entry.path(), kInternalDpi);
        ASSERT_TRUE(picture) << picture.error().message;
        const auto expected = read_picture(fs::path(entry.path()).replace_extension(".decoded.png"), kInternalDpi);
        ASSERT_TRUE(expected) << expected.error().message;
        ASSERT_EQ(picture->width(), expected->width());
        ASSERT_EQ(picture->height(), expected->height());
        EXPECT_LE(largest_difference(*picture, *expected), 1) << entry.path();
        ++files;
    }
    EXPECT_GT(files, 0);
}

/// What the reference encoder (NBIS cwsq, rate 0.75) reaches on the first 20 prints of a set.
struct Figures {
    const char* set;
    double signal_to_noise;
    double bits_per_pixel;
};

TEST(Wsq, EncodingIsAsGoodAsTheReferenceEncoders) {
    const auto root = shared_material("fingerprints");
    if (!root) GTEST_SKIP() << "no prints";
    constexpr std::size_t kPrints = 20;
    for (const Figures& expected :
         {Figures{"fvc2000_db1", 38.7, 0.76}, Figures{"fvc2000_db3", 27.4, 0.58}, Figures{"fvc2002_db1", 30.7, 0.49},
          Figures{"fvc2002_db3", 29.4, 0.60}, Figures{"fvc2004_db1", 35.6, 0.28}, Figures{"fvc2004_db3", 21.5, 0.43},
          Figures{"uareu", 27.0, 0.59}}) {
        std::vector<fs::path> paths;
        for (const auto& entry : fs::directory_iterator(*root / expected.set)) {
            if (has_picture_extension(entry.path())) paths.push_back(entry.path());
        }
        std::sort(paths.begin(), paths.end());
        ASSERT_GE(paths.size(), kPrints);
        double noise = 0;
        double bits = 0;
        for (const fs::path& path : std::span(paths).first(kPrints)) {
            const auto picture = read_picture(path, kInternalDpi);
            ASSERT_TRUE(picture);
            const auto bytes = encode_wsq(*picture);
            ASSERT_TRUE(bytes);
            const auto back = decode_picture(*bytes, kInternalDpi);
            ASSERT_TRUE(back);
            noise += signal_to_noise(*picture, *back) / kPrints;
            bits += 8.0 * static_cast<double>(bytes->size()) / (picture->width() * picture->height()) / kPrints;
        }
        EXPECT_NEAR(noise, expected.signal_to_noise, 0.5) << expected.set;
        EXPECT_NEAR(bits / expected.bits_per_pixel, 1, 0.05) << expected.set;
    }
}

}  // namespace
}  // namespace dactyl
