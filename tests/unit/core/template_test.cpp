#include "engine/core/template.hpp"

namespace dactyl {
namespace {

TEST(Foreground, CoversTheWholePictureAndNothingOutside) {
    Foreground f(17, 8);
    EXPECT_EQ(f.columns(), 3);
    EXPECT_EQ(f.rows(), 1);
    f.set_cell(2, 0, true);
    EXPECT_TRUE(f.contains(16.0F, 7.9F));
    EXPECT_FALSE(f.contains(15.9F, 0.0F));
    EXPECT_FALSE(f.contains(-0.1F, 0.0F));
    EXPECT_FALSE(f.contains(24.0F, 0.0F));
    EXPECT_FALSE(f.contains(std::nanf(""), 0.0F));
    EXPECT_EQ(f.area(), 1);
}

TEST(Minutia, GridIsOneEighthOfAPixel) {
    EXPECT_EQ(to_minutia_grid(10.06), 10.0F);
    EXPECT_EQ(to_minutia_grid(10.07), 10.125F);
}

}  // namespace
}  // namespace dactyl
