#include "datasets/synthetic/generator.hpp"
#include "sensors/sensor.hpp"

namespace dactyl {
namespace {

bool same_pixels(const GrayImage& a, const GrayImage& b) {
    if (a.width() != b.width() || a.height() != b.height()) return false;
    for (int y = 0; y < a.height(); ++y) {
        if (!std::equal(a.row(y), a.row(y) + a.width(), b.row(y))) return false;
    }
    return true;
}

TEST(SyntheticSensor, EveryCaptureIsTheNextImpressionOfTheFinger) {
    const auto sensor = open_sensor("synthetic:?seed=9&finger=4&impression=2&difficulty=easy");
    ASSERT_TRUE(sensor) << sensor.error().message;
    for (std::uint32_t impression = 2; impression < 4; ++impression) {
        SyntheticRequest request;
        request.seed = 9;
        request.finger = 4;
        request.impression = impression;
        request.difficulty = Difficulty::kEasy;
        const auto capture = (*sensor)->capture();
        ASSERT_TRUE(capture);
        EXPECT_TRUE(same_pixels(capture->image, *generate_print(request)));
        EXPECT_EQ(capture->label, "synthetic finger 4, impression " + std::to_string(impression));
    }
}

TEST(SyntheticSensor, BadAddressesAreRefused) {
    for (const char* address :
         {"synthetic:somewhere", "synthetic:?seed=x", "synthetic:?finger=-1", "synthetic:?finger=4294967296",
          "synthetic:?difficulty=impossible", "synthetic:?width=300"}) {
        const auto sensor = open_sensor(address);
        ASSERT_FALSE(sensor) << address;
        EXPECT_EQ(sensor.error().code, ErrorCode::kInvalidArgument) << address;
    }
}

}  // namespace
}  // namespace dactyl
