#include "datasets/synthetic/synthetic_template.hpp"

#include <cmath>

#include "templates/codec/native.hpp"

namespace dactyl {
namespace {

SyntheticRequest request(std::uint32_t finger, std::uint32_t impression) {
    SyntheticRequest r;
    r.seed = 71;
    r.finger = finger;
    r.impression = impression;
    return r;
}

TEST(SyntheticTemplate, IsPureAndDependsOnItsName) {
    const auto a = generate_template(request(3, 1));
    ASSERT_TRUE(a);
    EXPECT_EQ(*a, *generate_template(request(3, 1)));
    EXPECT_NE(a->minutiae, generate_template(request(4, 1))->minutiae);
    EXPECT_NE(a->minutiae, generate_template(request(3, 2))->minutiae);
}

TEST(SyntheticTemplate, HasTheStatisticsOfExtractedOnes) {
    double minutiae = 0;
    double area = 0;
    double endings = 0;
    constexpr int kFingers = 200;
    for (std::uint32_t finger = 0; finger < kFingers; ++finger) {
        const auto print = generate_template(request(finger, 0));
        ASSERT_TRUE(print);
        minutiae += static_cast<double>(print->minutiae.size());
        area += print->foreground.area() * 64 / 387.5;
        for (const Minutia& m : print->minutiae) {
            EXPECT_TRUE(print->foreground.contains(m.x, m.y));
            if (m.kind == MinutiaKind::kEnding) ++endings;
        }
        EXPECT_TRUE(encode_native(*print));
    }
    EXPECT_GT(minutiae / kFingers, 32);
    EXPECT_LT(minutiae / kFingers, 55);
    EXPECT_NEAR(minutiae / area, 0.22, 0.04);
    EXPECT_NEAR(endings / minutiae, 0.57, 0.08);
}

TEST(SyntheticTemplate, RefusesWhatItCannotDraw) {
    SyntheticRequest r = request(0, 0);
    r.width = 10;
    EXPECT_EQ(generate_template(r).error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(SyntheticMinutiae(71, 1).impress(request(2, 0)).error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace dactyl
