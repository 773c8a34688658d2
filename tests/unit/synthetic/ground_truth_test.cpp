#include "datasets/synthetic/ground_truth.hpp"

#include <cmath>

#include "datasets/synthetic/population/ground_truth_file.hpp"
#include "datasets/synthetic/skin_distortion.hpp"
#include "datasets/synthetic/synthetic_finger.hpp"

namespace dactyl {
namespace {

SyntheticRequest request(std::uint32_t finger, std::uint32_t impression) {
    SyntheticRequest r;
    r.seed = 51;
    r.finger = finger;
    r.impression = impression;
    r.difficulty = Difficulty::kEasy;
    return r;
}

SyntheticImpression made(const SyntheticRequest& r) {
    auto impression = SyntheticFinger(r.seed, r.finger).impress(r);
    EXPECT_TRUE(impression) << (impression ? "" : impression.error().message);
    return std::move(*impression);
}

TEST(GroundTruth, PictureIsThatOfTheGenerator) {
    const SyntheticImpression impression = made(request(2, 1));
    const auto alone = generate_print(request(2, 1));
    ASSERT_TRUE(alone);
    for (int y = 0; y < alone->height(); ++y) {
        ASSERT_TRUE(std::equal(alone->row(y), alone->row(y) + alone->width(), impression.image.row(y)));
    }
}

// Mean angle between the true orientation and that of the picture's gradients, and how often dark and light alternate.
TEST(GroundTruth, OrientationIsThatOfThePicture) {
    SyntheticRequest r = request(1, 0);
    r.rotation = 180;
    for (r.impression = 0; r.impression < 3; ++r.impression) {
        const SyntheticImpression impression = made(r);
        const GroundTruth& truth = impression.truth;
        double error = 0;
        int cells = 0;
        for (int row = 2; row < truth.mask.rows() - 2; ++row) {
            for (int column = 2; column < truth.mask.columns() - 2; ++column) {
                if (!truth.mask.cell(column, row)) continue;
                double xx = 0;
                double yy = 0;
                double xy = 0;
                for (int y = row * 8 - 4; y < row * 8 + 12; ++y) {
                    for (int x = column * 8 - 4; x < column * 8 + 12; ++x) {
                        const double gx = impression.image.row(y)[x + 1] - impression.image.row(y)[x - 1];
                        const double gy = impression.image.row(y + 1)[x] - impression.image.row(y - 1)[x];
                        xx += gx * gx;
                        yy += gy * gy;
                        xy += gx * gy;
                    }
                }
                // Doubled angle of the ridges, at right angles to the gradient, counter-clockwise as seen.
                const double seen = std::atan2(2 * xy, yy - xx);
                const double told = truth.orientation[row * truth.mask.columns() + column] * 2 * M_PI / 256;
                error += std::fabs(std::remainder(seen - told, 2 * M_PI)) / 2;
                ++cells;
            }
        }
        ASSERT_GT(cells, 500);
        EXPECT_LT(error / cells * 180 / M_PI, 6.0) << r.impression;
    }
}

TEST(GroundTruth, MinutiaeOfTwoImpressionsAreTiedByTheirPlacements) {
    const GroundTruth a = made(request(5, 0)).truth;
    const GroundTruth b = made(request(5, 1)).truth;
    ASSERT_EQ(a.minutiae.size(), b.minutiae.size());
    const auto skin = [](const GroundTruth& truth, const TrueMinutia& m) {
        const TruePlacement& p = truth.placement;
        const double turn = p.rotation * M_PI / 180;
        const double x = m.x - p.x;
        const double y = m.y - p.y;
        const synthetic::Point seen = {std::cos(turn) * x - std::sin(turn) * y,
                                       std::sin(turn) * x + std::cos(turn) * y};
        synthetic::SkinDistortion distortion;
        distortion.centre = {p.centre_x, p.centre_y};
        distortion.half_width = p.half_width;
        distortion.half_height = p.half_height;
        distortion.slide = {p.slide_x, p.slide_y};
        distortion.cosine = std::cos(p.twist * M_PI / 180);
        distortion.sine = std::sin(p.twist * M_PI / 180);
        distortion.elasticity = p.elasticity;
        return distortion.undo(seen);
    };
    int visible = 0;
    for (std::size_t i = 0; i < a.minutiae.size(); ++i) {
        EXPECT_EQ(a.minutiae[i].number, b.minutiae[i].number);
        EXPECT_EQ(a.minutiae[i].kind, b.minutiae[i].kind);
        const synthetic::Point pa = skin(a, a.minutiae[i]);
        const synthetic::Point pb = skin(b, b.minutiae[i]);
        EXPECT_NEAR(pa.x, pb.x, 0.3);
        EXPECT_NEAR(pa.y, pb.y, 0.3);
        if (a.minutiae[i].visible) {
            ++visible;
            EXPECT_TRUE(a.mask.contains(a.minutiae[i].x, a.minutiae[i].y) || a.minutiae[i].x > 0);
        }
    }
    EXPECT_GE(visible, 20);
}

TEST(GroundTruth, SizeIsThatOfThePictureAt500Dpi) {
    SyntheticRequest r = request(0, 0);
    r.width = 640;
    r.height = 480;
    r.dpi = Dpi(1000);
    const GroundTruth truth = made(r).truth;
    EXPECT_EQ(truth.width, 320);
    EXPECT_EQ(truth.height, 240);
    EXPECT_EQ(truth.mask.columns(), 40);
    EXPECT_EQ(truth.orientation.size(), 40U * 30U);
}

TEST(GroundTruthFile, IsLossless) {
    const GroundTruth truth = made(request(4, 2)).truth;
    const auto read = decode_ground_truth(encode_ground_truth(truth));
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, truth);
}

TEST(GroundTruthFile, NoticesEveryTruncationAndEveryChangedByte) {
    const std::vector<std::byte> bytes = encode_ground_truth(made(request(4, 2)).truth);
    for (std::size_t length = 0; length < bytes.size(); length += 7) {
        const auto read = decode_ground_truth(std::span(bytes).first(length));
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().code, length < 16 ? ErrorCode::kUnsupportedFormat : ErrorCode::kCorrupt);
    }
    for (std::size_t at = 0; at < bytes.size(); at += 13) {
        std::vector<std::byte> changed = bytes;
        changed[at] ^= std::byte{0x10};
        EXPECT_FALSE(decode_ground_truth(changed)) << at;
    }
}

TEST(GroundTruthFile, RefusesOtherFilesAndNewerVersions) {
    std::vector<std::byte> bytes = encode_ground_truth(made(request(4, 2)).truth);
    bytes[7] = std::byte{'2'};
    EXPECT_EQ(decode_ground_truth(bytes).error().code, ErrorCode::kVersionTooNew);
    bytes[4] = std::byte{'X'};
    EXPECT_EQ(decode_ground_truth(bytes).error().code, ErrorCode::kUnsupportedFormat);
    EXPECT_EQ(read_ground_truth("/nonexistent/1_1.dgt").error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace dactyl
