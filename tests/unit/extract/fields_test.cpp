#include "engine/extract/enhancement.hpp"
#include "engine/extract/normalisation.hpp"
#include "engine/extract/orientation.hpp"
#include "engine/extract/period.hpp"
#include "engine/extract/segmentation.hpp"
#include "tests/unit/extract/wave.hpp"

namespace dactyl::stages {
namespace {

constexpr int kSide = 120;
const Mask kAll(kSide / kCell, kSide / kCell, 1);

TEST(Segmentation, FindsThePrintAndNothingOnBlankPictures) {
    const GrayImage image = print_of({}, 240, 200);
    const Mask mask = segment(image, {});
    EXPECT_EQ(mask.at(30, 25), 1);
    EXPECT_EQ(mask.at(2, 2), 0);
    EXPECT_EQ(mask.at(57, 47), 0);
    const Frame frame = frame_around(mask);
    EXPECT_GT(frame.width, 160);
    EXPECT_LT(frame.width, 232);
    EXPECT_EQ(frame.width % kCell, 0);
    EXPECT_EQ(frame_around(segment(GrayImage(200, 200, kInternalDpi, 255), {})).width, 0);
}

TEST(Normalisation, InvertedPictureGivesExactlyTheNegative) {
    GrayImage image = noise(160, 120);
    for (int y = 0; y < 120; ++y) {
        for (int x = 0; x < 160; ++x) image.row(y)[x] = static_cast<std::uint8_t>(image.row(y)[x] / 2 + x / 2);
    }
    GrayImage inverted(160, 120, kInternalDpi);
    for (int y = 0; y < 120; ++y) {
        for (int x = 0; x < 160; ++x) inverted.row(y)[x] = static_cast<std::uint8_t>(255 - image.row(y)[x]);
    }
    const Frame frame{8, 4, 144, 112};
    const Mask mask(frame.columns(), frame.rows(), 1);
    const auto a = normalise(image, frame, mask, {});
    const auto b = normalise(inverted, frame, mask, {});
    const auto half_a = halve(a);
    const auto half_b = halve(b);
    for (std::size_t i = 0; i < a.samples().size(); ++i) ASSERT_EQ(a.samples()[i], -b.samples()[i]);
    for (std::size_t i = 0; i < half_a.samples().size(); ++i) ASSERT_EQ(half_a.samples()[i], -half_b.samples()[i]);
}

TEST(Orientation, FollowsTheNormalOfAWave) {
    for (const double degrees : {0.0, 20.0, 45.0, 90.0, 133.0, 179.0}) {
        Wave wave;
        wave.angle = degrees * std::numbers::pi / 180;
        const auto field = estimate_orientation(normalised_of(wave, kSide, kSide), kAll, {});
        EXPECT_NEAR(field.cosine.at(15, 15), std::cos(2 * wave.angle), 0.02) << degrees;
        EXPECT_NEAR(field.sine.at(15, 15), std::sin(2 * wave.angle), 0.02) << degrees;
        EXPECT_GT(field.coherence.at(15, 15), 0.98);
    }
}

TEST(Orientation, RefinementFromHalfResolutionAgrees) {
    Wave wave;
    wave.angle = 0.7;
    const auto half = halve(normalised_of(wave, kSide, kSide));
    Map<float> as_float(half.width(), half.height());
    for (std::size_t i = 0; i < half.samples().size(); ++i)
        as_float.samples()[i] = static_cast<float>(half.samples()[i]) / kDeviation;
    const auto field = refine_orientation(as_float, kAll, {});
    EXPECT_NEAR(field.cosine.at(15, 15), std::cos(1.4), 0.01);
    EXPECT_NEAR(field.sine.at(15, 15), std::sin(1.4), 0.01);
}

TEST(Period, MeasuresWavesToATenthOfAPixel) {
    for (const double period : {6.0, 8.3, 9.0, 12.5}) {
        Wave wave;
        wave.period = period;
        wave.angle = 0.4;
        const auto picture = normalised_of(wave, kSide, kSide);
        const auto field = estimate_orientation(picture, kAll, {});
        const auto map = estimate_period(picture, field, kAll, {});
        EXPECT_NEAR(map.at(15, 15), period, 0.1);
        EXPECT_NEAR(map.at(2, 27), period, 0.3);
    }
}

TEST(Period, FallsBackWhereNothingWasMeasured) {
    const Map<std::int16_t> blank(kSide, kSide);
    const auto field = estimate_orientation(blank, kAll, {});
    EXPECT_FLOAT_EQ(estimate_period(blank, field, kAll, {}).at(15, 15), 9);
}

TEST(Enhancement, LeavesTheOutsideOfTheMaskAlone) {
    const auto picture = normalised_of({}, kSide, kSide);
    const auto field = estimate_orientation(picture, kAll, {});
    Mask mask(kSide / kCell, kSide / kCell);
    for (int y = 10; y < 20; ++y) {
        for (int x = 10; x < 20; ++x) mask.at(x, y) = x == 15 ? 0 : 1;
    }
    const FilterBank& bank = FilterBank::full();
    const Response r = filter_contextually(FilterInput(picture, bank), bank, kCell, field,
                                           Map<float>(kSide / kCell, kSide / kCell, 9.0F), mask);
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            if (mask.at(x / kCell, y / kCell) == 0) {
                ASSERT_EQ(r.even.at(x, y), 0);
                ASSERT_EQ(r.odd.at(x, y), 0);
            }
        }
    }
    EXPECT_NEAR(r.even.at(54, 60), std::numbers::sqrt2, 0.1);
}

}  // namespace
}  // namespace dactyl::stages
