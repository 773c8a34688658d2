#include "engine/image/resample.hpp"

namespace dactyl {
namespace {

GrayImage ramp(int width, int height, double dpi) {
    GrayImage image(width, height, Dpi(dpi));
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) image.row(y)[x] = static_cast<std::uint8_t>(2 * x);
    }
    return image;
}

TEST(Resample, InternalResolutionIsCopied) {
    const GrayImage image = ramp(100, 60, 500);
    const auto out = resample_to_internal(image);
    ASSERT_TRUE(out);
    ASSERT_EQ(out->width(), 100);
    ASSERT_EQ(out->height(), 60);
    for (int y = 0; y < 60; ++y) EXPECT_TRUE(std::equal(image.row(y), image.row(y) + 100, out->row(y)));
}

TEST(Resample, ReadsRowsByTheirStride) {
    const GrayImage image = ramp(100, 60, 500);
    const auto out = resample_to_internal(ImageView(image.row(0) + 10, 50, 60, 100, Dpi(500)));
    ASSERT_TRUE(out);
    EXPECT_EQ(out->row(59)[0], 20);
}

TEST(Resample, ShrinksByArea) {
    GrayImage image(64, 64, Dpi(1000));
    for (int y = 0; y < 64; ++y) {
        for (int x = 0; x < 64; ++x) image.row(y)[x] = static_cast<std::uint8_t>((x + y) % 2 == 0 ? 100 : 201);
    }
    const auto out = resample_to_internal(image);
    ASSERT_TRUE(out);
    ASSERT_EQ(out->width(), 32);
    for (int x = 0; x < 32; ++x) EXPECT_EQ(out->row(7)[x], 151);  // (100 + 201) / 2, rounded up
}

TEST(Resample, KeepsRampsWhileChangingTheirScale) {
    for (const double dpi : {250.0, 400.0, 512.0, 569.0, 700.0}) {
        const auto out = resample_to_internal(ramp(100, 60, dpi));
        ASSERT_TRUE(out);
        EXPECT_EQ(out->width(), static_cast<int>(100 * 500 / dpi + 0.5));
        const double step = 2 * 100.0 / out->width();
        for (int x = 3; x + 3 < out->width(); ++x)
            EXPECT_NEAR(out->row(5)[x], (x + 0.5) * step - 1, 1.0) << dpi << ' ' << x;
    }
}

TEST(Resample, ConstantStaysConstant) {
    for (const double dpi : {131.0, 499.0, 501.0, 1234.0}) {
        const auto out = resample_to_internal(GrayImage(300, 301, Dpi(dpi), 201));
        ASSERT_TRUE(out);
        for (int y = 0; y < out->height(); ++y) {
            EXPECT_TRUE(std::all_of(out->row(y), out->row(y) + out->width(), [](int v) { return v == 201; }));
        }
    }
}

TEST(Resample, RefusesImplausibleResolutions) {
    for (const double dpi : {0.0, -500.0, 99.0, 2001.0, std::nan(""), 1e300}) {
        const auto out = resample_to_internal(GrayImage(100, 100, Dpi(dpi)));
        ASSERT_FALSE(out);
        EXPECT_EQ(out.error().code, ErrorCode::kResolutionOutOfRange);
    }
}

TEST(Resample, RefusesSizesOutsideTheLimitsBeforeAndAfter) {
    EXPECT_EQ(resample_to_internal(GrayImage(31, 100, Dpi(500))).error().code, ErrorCode::kImageTooSmall);
    EXPECT_EQ(resample_to_internal(GrayImage(60, 60, Dpi(1000))).error().code, ErrorCode::kImageTooSmall);
    EXPECT_EQ(resample_to_internal(GrayImage(4000, 40, Dpi(100))).error().code, ErrorCode::kImageTooLarge);
}

}  // namespace
}  // namespace dactyl
