#include "engine/liveness/replay.hpp"

#include <random>

#include "bench/liveness/tampering.hpp"
#include "datasets/synthetic/generator.hpp"

namespace dactyl {
namespace {

GrayImage impression(std::uint32_t finger, std::uint32_t number) {
    SyntheticRequest request;
    request.finger = finger;
    request.impression = number;
    return std::move(*generate_print(request));
}

TEST(ReplayGuard, SamePictureIsRefusedEveryTime) {
    ReplayGuard guard = *ReplayGuard::open();
    for (std::uint32_t finger = 0; finger < 3; ++finger) {
        const GrayImage image = impression(finger, 0);
        EXPECT_FALSE(*guard.is_replay(image));
        for (int i = 0; i < 10; ++i) EXPECT_TRUE(*guard.is_replay(image));
    }
}

TEST(ReplayGuard, ThousandTamperedCopiesAreRefused) {
    std::mt19937 random(11);
    int refused = 0;
    for (std::uint32_t finger = 0; finger < 10; ++finger) {
        const GrayImage image = impression(finger, 0);
        ReplayGuard guard = *ReplayGuard::open();
        ASSERT_FALSE(*guard.is_replay(image));
        for (int i = 0; i < 100; ++i) refused += *guard.is_replay(tampered(image, random)) ? 1 : 0;
    }
    EXPECT_EQ(refused, 1000);
}

TEST(ReplayGuard, OtherImpressionsPass) {
    ReplayGuard guard = *ReplayGuard::open();
    for (std::uint32_t finger = 0; finger < 3; ++finger) {
        for (std::uint32_t number = 0; number < 4; ++number) EXPECT_FALSE(*guard.is_replay(impression(finger, number)));
    }
}

TEST(ReplayGuard, CroppedCopyIsRefused) {
    ReplayGuard guard = *ReplayGuard::open();
    const GrayImage image = impression(3, 0);
    ASSERT_FALSE(*guard.is_replay(image));
    const ImageView cropped(image.row(9) + 9, image.width() - 20, image.height() - 20, image.width(), image.dpi());
    EXPECT_TRUE(*guard.is_replay(cropped));
}

TEST(ReplayGuard, RefusesOptionsOutOfRangeAndEmptyPictures) {
    ReplayOptions none;
    none.remembered = 0;
    EXPECT_EQ(ReplayGuard::open(none).error().code, ErrorCode::kInvalidArgument);
    ReplayOptions loose;
    loose.agreement = 0.4;
    EXPECT_EQ(ReplayGuard::open(loose).error().code, ErrorCode::kInvalidArgument);
    ReplayGuard guard = *ReplayGuard::open();
    EXPECT_EQ(guard.is_replay(GrayImage()).error().code, ErrorCode::kImageTooSmall);
}

TEST(ReplayGuard, ForgetsWhatIsOld) {
    ReplayOptions options;
    options.remembered = 1;
    ReplayGuard guard = *ReplayGuard::open(options);
    const GrayImage first = impression(1, 0);
    EXPECT_FALSE(*guard.is_replay(first));
    EXPECT_FALSE(*guard.is_replay(impression(2, 0)));
    EXPECT_FALSE(*guard.is_replay(first));
}

}  // namespace
}  // namespace dactyl
