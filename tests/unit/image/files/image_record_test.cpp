#include "engine/image/files/image_record.hpp"

#include <gtest/gtest.h>

#include "engine/image/files/encoders.hpp"
#include "engine/image/files/picture_file.hpp"
#include "tests/support/ridge_picture.hpp"

namespace dactyl {
namespace {

constexpr std::array kFormats = {ImageRecordFormat::kIso2005, ImageRecordFormat::kAnsi2004};
constexpr std::array kCompressions = {ImageCompression::kRaw,  ImageCompression::kPacked,   ImageCompression::kWsq,
                                      ImageCompression::kJpeg, ImageCompression::kJpeg2000, ImageCompression::kPng};

ImageRecord sample(ImageRecordFormat format, ImageCompression compression, Dpi dpi = kInternalDpi) {
    ImageRecordOptions options;
    options.format = format;
    options.compression = compression;
    options.position = FingerPosition::kLeftIndex;
    options.impression = Impression::kSwipe;
    const auto record = image_record_of(ridge_picture(48, 40, dpi), options);
    EXPECT_TRUE(record);
    return *record;
}

std::vector<std::byte> bytes_of(const ImageRecord& record) {
    const auto bytes = encode_image_record(record);
    EXPECT_TRUE(bytes);
    return *bytes;
}

std::vector<std::string> findings_in(const ImageRecord& record) {
    std::vector<Finding> findings;
    EXPECT_TRUE(decode_image_record(bytes_of(record), &findings));
    std::vector<std::string> texts;
    for (const Finding& finding : findings) texts.push_back(finding.text);
    return texts;
}

TEST(ImageRecord, EveryFormatAndCompressionComesBack) {
    const GrayImage picture = ridge_picture(48, 40);
    for (const ImageRecordFormat format : kFormats) {
        for (const ImageCompression compression : kCompressions) {
            const ImageRecord record = sample(format, compression);
            const auto bytes = bytes_of(record);
            std::vector<Finding> findings;
            const auto back = decode_image_record(bytes, &findings);
            ASSERT_TRUE(back) << back.error().message;
            EXPECT_EQ(*back, record);
            EXPECT_TRUE(findings.empty()) << findings[0].text;
            EXPECT_EQ(bytes_of(*back), bytes);
            const auto image = picture_of(*back);
            ASSERT_TRUE(image) << to_string(compression) << ": " << image.error().message;
            EXPECT_EQ(image->dpi(), kInternalDpi);
            const bool lossy = compression == ImageCompression::kWsq || compression == ImageCompression::kJpeg;
            for (int y = 0; y < picture.height(); ++y) {
                for (int x = 0; x < picture.width(); ++x) {
                    ASSERT_NEAR(image->row(y)[x], picture.row(y)[x], lossy ? 60 : 0) << to_string(compression);
                }
            }
        }
    }
}

TEST(ImageRecord, TheHeaderLiesWhereTheStandardsSay) {
    const auto iso = bytes_of(sample(ImageRecordFormat::kIso2005, ImageCompression::kRaw));
    ASSERT_EQ(iso.size(), 32U + 14 + 48 * 40);
    EXPECT_EQ(iso[18], std::byte{1});                                           // fingers
    EXPECT_EQ(iso[19], std::byte{1});                                           // pixels an inch
    EXPECT_EQ(iso[24] << 8 | iso[25], std::byte{0x01} << 8 | std::byte{0xF4});  // 500
    EXPECT_EQ(iso[28], std::byte{8});                                           // bits a pixel
    EXPECT_EQ(iso[36], std::byte{7});                                           // left index
    EXPECT_EQ(iso[40], std::byte{8});                                           // swipe
    EXPECT_EQ(iso[42], std::byte{48});                                          // width
    const auto ansi = bytes_of(sample(ImageRecordFormat::kAnsi2004, ImageCompression::kRaw));
    ASSERT_EQ(ansi.size(), 36U + 14 + 48 * 40);
    EXPECT_EQ(ansi[40], std::byte{7});
}

TEST(ImageRecord, TheResolutionIsTheRecordsOwn) {
    ImageRecord record = sample(ImageRecordFormat::kIso2005, ImageCompression::kRaw, Dpi(1000));
    EXPECT_EQ(picture_of(record)->dpi(), Dpi(1000));
    EXPECT_EQ(decode_picture(bytes_of(record), Dpi(500))->dpi(), Dpi(1000));
    record.units = 2;
    record.image_x = record.image_y = 197;
    EXPECT_EQ(picture_of(record)->dpi(), kInternalDpi);
    record.image_x = record.image_y = 200;
    EXPECT_EQ(picture_of(record)->dpi(), Dpi(508));
    record.image_x = record.image_y = 0;
    EXPECT_EQ(picture_of(record, 0, Dpi(300))->dpi(), Dpi(300));
    record.image_x = 100;
    record.image_y = 200;
    EXPECT_EQ(picture_of(record).error().code, ErrorCode::kUnsupportedFormat);
}

TEST(ImageRecord, OtherPixelDepthsSpanTheWholeRange) {
    ImageRecord record = sample(ImageRecordFormat::kIso2005, ImageCompression::kPacked);
    ImageRecordView& view = record.views[0];
    view.width = 33;
    view.height = 32;
    record.depth = 1;
    view.data.assign((33 * 32 + 7) / 8, 0xAA);  // running on from row to row: 33 is odd, so rows alternate
    auto image = picture_of(record);
    ASSERT_TRUE(image);
    EXPECT_EQ(image->row(0)[0], 255);
    EXPECT_EQ(image->row(0)[1], 0);
    EXPECT_EQ(image->row(1)[0], 0);
    view.data.assign(5 * 32, 0xAA);  // each row on a whole byte
    image = picture_of(record);
    ASSERT_TRUE(image);
    EXPECT_EQ(image->row(1)[0], 255);
    record.compression = 0;
    record.depth = 12;
    view.data.assign(33 * 32 * 2, 0);
    view.data[0] = 0x0F;
    view.data[1] = 0xFF;
    image = picture_of(record);
    ASSERT_TRUE(image);
    EXPECT_EQ(image->row(0)[0], 255);
    EXPECT_EQ(image->row(0)[1], 0);
}

TEST(ImageRecord, SeveralViewsAreReadByTheirNumber) {
    ImageRecord record = sample(ImageRecordFormat::kAnsi2004, ImageCompression::kPng);
    ImageRecord other = sample(ImageRecordFormat::kAnsi2004, ImageCompression::kPng);
    other.views[0].position = 2;
    record.views.push_back(other.views[0]);
    record.fingers = 2;
    EXPECT_TRUE(findings_in(record).empty());
    EXPECT_TRUE(picture_of(record, 1));
    EXPECT_EQ(picture_of(record, 2).error().code, ErrorCode::kNotFound);
}

TEST(ImageRecord, WhatTheStandardDoesNotAllowIsNoted) {
    ImageRecord record = sample(ImageRecordFormat::kIso2005, ImageCompression::kRaw);
    record.fingers = 3;
    record.units = 7;
    record.depth = 40;
    record.compression = 9;
    record.scan_x = 100;
    record.views[0].position = 99;
    record.views[0].number = 5;
    record.views[0].quality = 180;
    record.views[0].impression = 77;
    record.views[0].width = 0;
    EXPECT_EQ(findings_in(record).size(), 10U);
    EXPECT_EQ(picture_of(record).error().code, ErrorCode::kUnsupportedFormat);
}

TEST(ImageRecord, PixelsThatDoNotFitTheirViewAreCorrupt) {
    for (const ImageCompression compression : kCompressions) {
        ImageRecord record = sample(ImageRecordFormat::kIso2005, compression);
        record.views[0].width = 47;
        EXPECT_EQ(picture_of(record).error().code, ErrorCode::kCorrupt) << to_string(compression);
        record.views[0].data.clear();
        EXPECT_EQ(picture_of(record).error().code, ErrorCode::kCorrupt) << to_string(compression);
    }
}

TEST(ImageRecord, EveryTruncationIsRefused) {
    for (const ImageRecordFormat format : kFormats) {
        const auto bytes = bytes_of(sample(format, ImageCompression::kJpeg2000));
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            const auto record = decode_image_record(std::span(bytes).first(size));
            ASSERT_FALSE(record) << size;
            EXPECT_TRUE(record.error().code == ErrorCode::kCorrupt ||
                        (size < 8 && record.error().code == ErrorCode::kUnsupportedFormat))
                << size;
        }
    }
}

TEST(ImageRecord, ChangedBytesNeverEscape) {
    for (const ImageCompression compression : kCompressions) {
        const auto original = bytes_of(sample(ImageRecordFormat::kIso2005, compression));
        for (std::size_t at = 0; at < original.size(); ++at) {
            auto bytes = original;
            bytes[at] ^= std::byte{0x81};
            const auto record = decode_image_record(bytes);
            if (!record) {
                EXPECT_TRUE(record.error().code == ErrorCode::kCorrupt ||
                            record.error().code == ErrorCode::kUnsupportedFormat);
                continue;
            }
            EXPECT_EQ(*decode_image_record(bytes_of(*record)), *record);
            const auto image = picture_of(*record);
            EXPECT_TRUE(image || image.error().code == ErrorCode::kCorrupt ||
                        image.error().code == ErrorCode::kUnsupportedFormat ||
                        image.error().code == ErrorCode::kImageTooSmall ||
                        image.error().code == ErrorCode::kImageTooLarge)
                << image.error().message;
        }
    }
}

TEST(ImageRecord, AnotherVersionIsRefusedByItsName) {
    auto bytes = bytes_of(sample(ImageRecordFormat::kIso2005, ImageCompression::kRaw));
    bytes[5] = std::byte{'2'};
    const auto record = decode_image_record(bytes);
    ASSERT_FALSE(record);
    EXPECT_EQ(record.error().code, ErrorCode::kUnsupportedFormat);
    EXPECT_NE(record.error().message.find("0x30323000"), std::string::npos);
}

TEST(Jpeg2000, LosslessIsExactAndLossyIsSmaller) {
    const GrayImage picture = ridge_picture(120, 90);
    const auto exact = encode_jpeg2000(picture);
    const auto rough = encode_jpeg2000(picture, 20);
    ASSERT_TRUE(exact && rough);
    EXPECT_LT(rough->size(), exact->size() / 2);
    const auto back = decode_picture(*exact, kInternalDpi);
    ASSERT_TRUE(back) << back.error().message;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) ASSERT_EQ(back->row(y)[x], picture.row(y)[x]);
    }
    EXPECT_TRUE(decode_picture(*rough, kInternalDpi));
    EXPECT_EQ(encode_jpeg2000(picture, -1).error().code, ErrorCode::kInvalidArgument);
}

TEST(Jpeg2000, EveryTruncationIsRefused) {
    const auto bytes = encode_jpeg2000(ridge_picture(48, 40));
    ASSERT_TRUE(bytes);
    // The last two bytes are the end marker, without which all pixels are there.
    for (std::size_t size = 12; size + 2 < bytes->size(); ++size) {
        EXPECT_FALSE(decode_picture(std::span(*bytes).first(size), kInternalDpi)) << size;
    }
}

}  // namespace
}  // namespace dactyl
