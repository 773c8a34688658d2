#include "datasets/synthetic/generator.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace dactyl {
namespace {

// FNV-1a over the pixels.
std::uint64_t checksum(const GrayImage& image) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) hash = (hash ^ image.row(y)[x]) * 0x100000001b3U;
    }
    return hash;
}

SyntheticRequest request(std::uint64_t seed, std::uint32_t finger, std::uint32_t impression, Difficulty difficulty) {
    SyntheticRequest r;
    r.seed = seed;
    r.finger = finger;
    r.impression = impression;
    r.difficulty = difficulty;
    return r;
}

GrayImage print(const SyntheticRequest& r) {
    auto image = generate_print(r);
    EXPECT_TRUE(image) << (image ? "" : image.error().message);
    return std::move(*image);
}

// Golden values of the generator version. They change only together with generator_version().
TEST(Generator, PicturesAreThoseOfTheVersion) {
    ASSERT_EQ(generator_version(), 3);
    EXPECT_EQ(checksum(print(request(1, 0, 0, Difficulty::kEasy))), 0x46a9f45657098902U);
    EXPECT_EQ(checksum(print(request(1, 1, 2, Difficulty::kNormal))), 0xb9051b94adcd29f9U);
    EXPECT_EQ(checksum(print(request(99, 7, 1, Difficulty::kHard))), 0xc9c8d70f863cd0e2U);
    SyntheticRequest other = request(5, 3, 0, Difficulty::kNormal);
    other.width = 192;
    other.height = 160;
    other.dpi = Dpi(508);
    EXPECT_EQ(checksum(print(other)), 0xd560ea7b8bdfc5f1U);
}

TEST(Generator, EverySensorHasItsOwnLook) {
    std::vector<std::uint64_t> seen;
    for (const SyntheticDevice sensor : {SyntheticDevice::kOptical, SyntheticDevice::kCapacitive,
                                         SyntheticDevice::kThermal, SyntheticDevice::kSmallArea}) {
        SyntheticRequest r = request(5, 3, 1, Difficulty::kNormal);
        r.sensor = sensor;
        r.width = 160;
        r.height = 160;
        EXPECT_EQ(parse_synthetic_device(to_string(sensor)), sensor);
        seen.push_back(checksum(print(r)));
    }
    // Golden values as above.
    EXPECT_EQ(seen[0], 0x52d0ae4d23a97e1bU);
    EXPECT_EQ(seen[1], 0xeb79cf976b5ad530U);
    EXPECT_EQ(seen[2], 0x3a77f551c8693051U);
    EXPECT_EQ(seen[3], 0x6b9434d24f1ae3a7U);
    EXPECT_FALSE(parse_synthetic_device("magnetic"));
}

TEST(Generator, RotationTurnsTheFingerAsFarAsAsked) {
    SyntheticRequest r = request(5, 3, 0, Difficulty::kNormal);
    const std::uint64_t as_people_do = checksum(print(r));
    r.rotation = 180;
    EXPECT_NE(checksum(print(r)), as_people_do);
}

TEST(Generator, EveryPartOfTheRequestCounts) {
    const std::uint64_t base = checksum(print(request(1, 1, 1, Difficulty::kNormal)));
    EXPECT_EQ(checksum(print(request(1, 1, 1, Difficulty::kNormal))), base);
    EXPECT_NE(checksum(print(request(2, 1, 1, Difficulty::kNormal))), base);
    EXPECT_NE(checksum(print(request(1, 2, 1, Difficulty::kNormal))), base);
    EXPECT_NE(checksum(print(request(1, 1, 2, Difficulty::kNormal))), base);
    EXPECT_NE(checksum(print(request(1, 1, 1, Difficulty::kHard))), base);
}

TEST(Generator, SizeAndResolutionAreAsAsked) {
    SyntheticRequest r;
    r.width = 131;
    r.height = 97;
    r.dpi = Dpi(569);
    const GrayImage image = print(r);
    EXPECT_EQ(image.width(), 131);
    EXPECT_EQ(image.height(), 97);
    EXPECT_EQ(image.dpi(), Dpi(569));
}

TEST(Generator, ShowsAFingerOnLightGround) {
    for (std::uint32_t finger = 0; finger < 4; ++finger) {
        const GrayImage image = print(request(41, finger, 0, Difficulty::kNormal));
        std::vector<int> histogram(256);
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) ++histogram[image.row(y)[x]];
        }
        const int pixels = image.width() * image.height();
        int dark = 0;
        for (int g = 0; g < 128; ++g) dark += histogram[g];
        EXPECT_GT(dark, pixels / 24) << finger;
        EXPECT_LT(dark, pixels / 2) << finger;
        int light = 0;
        for (int g = 225; g < 256; ++g) light += histogram[g];
        EXPECT_GT(light, pixels / 8) << finger;
        // The middle of the picture is finger: it has strong contrast.
        int lowest = 255;
        int highest = 0;
        for (int y = 180; y < 220; ++y) {
            for (int x = 130; x < 170; ++x) {
                lowest = std::min<int>(lowest, image.row(y)[x]);
                highest = std::max<int>(highest, image.row(y)[x]);
            }
        }
        EXPECT_GT(highest - lowest, 120) << finger;
    }
}

TEST(Generator, RefusesWhatItCannotDraw) {
    const auto code = [](auto change) {
        SyntheticRequest r;
        change(r);
        const auto result = generate_print(r);
        return result ? ErrorCode::kInternal : result.error().code;
    };
    EXPECT_EQ(code([](SyntheticRequest& r) { r.width = 79; }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(code([](SyntheticRequest& r) { r.height = 1001; }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(code([](SyntheticRequest& r) { r.height = -5; }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(code([](SyntheticRequest& r) { r.dpi = Dpi(0); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(code([](SyntheticRequest& r) { r.rotation = 181; }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(code([](SyntheticRequest& r) { r.rotation = -1; }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(code([](SyntheticRequest& r) { r.sensor = static_cast<SyntheticDevice>(4); }),
              ErrorCode::kInvalidArgument);
    EXPECT_EQ(code([](SyntheticRequest& r) { r.dpi = Dpi(NAN); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(code([](SyntheticRequest& r) { r.difficulty = static_cast<Difficulty>(9); }),
              ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace dactyl
