#include "bench/realism/overlap_coefficient.hpp"

#include <vector>

namespace dactyl {
namespace {

TEST(OverlapCoefficient, LikeIsOneAndApartIsNothing) {
    const std::vector<double> a = {1, 2, 3, 4};
    const std::vector<double> b = {11, 12};
    EXPECT_DOUBLE_EQ(overlap_coefficient(a, a, 1), 1);
    EXPECT_DOUBLE_EQ(overlap_coefficient(a, b, 1), 0);
    EXPECT_DOUBLE_EQ(overlap_coefficient(a, {}, 1), 0);
}

TEST(OverlapCoefficient, IsTheCommonAreaWhateverTheSizes) {
    const std::vector<double> a = {0.5, 0.5, 1.5, 1.5};
    const std::vector<double> b = {1.2, 2.2};
    EXPECT_DOUBLE_EQ(overlap_coefficient(a, b, 1), 0.5);
    EXPECT_DOUBLE_EQ(overlap_coefficient(b, a, 1), 0.5);
    EXPECT_DOUBLE_EQ(overlap_coefficient(a, b, 4), 1);
}

}  // namespace
}  // namespace dactyl
