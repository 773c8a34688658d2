#include "datasets/reader.hpp"
#include "engine/image/files/picture_file.hpp"
#include "tests/support/shared_material.hpp"

namespace dactyl {
namespace {

struct RealSet {
    const char* name;
    std::size_t prints;
    std::size_t impressions;  // a finger
    double dpi;
    int width;
    int height;
};

constexpr RealSet kSets[] = {
    {"fvc2000_db1", 80, 8, 500, 300, 300}, {"fvc2000_db3", 80, 8, 500, 448, 478}, {"fvc2002_db1", 80, 8, 500, 388, 374},
    {"fvc2002_db3", 80, 8, 500, 300, 300}, {"fvc2004_db1", 80, 8, 500, 640, 480}, {"fvc2004_db3", 80, 8, 512, 300, 480},
    {"uareu", 520, 8, 500, 326, 357},
};

TEST(RealSets, AreListedAndTheirPicturesDecoded) {
    const auto fingerprints = shared_material("fingerprints");
    if (!fingerprints) GTEST_SKIP() << "no real prints here";
    for (const RealSet& real : kSets) {
        const auto set = read_dataset(*fingerprints / real.name);
        ASSERT_TRUE(set) << set.error().message;
        EXPECT_EQ(set->prints.size(), real.prints) << real.name;
        EXPECT_EQ(set->dpi, Dpi(real.dpi)) << real.name;
        for (std::size_t i = 0; i < set->prints.size(); ++i) {
            EXPECT_EQ(set->prints[i].finger, set->prints[i - i % real.impressions].finger) << real.name;
        }
        for (std::size_t i = 0; i < set->prints.size(); i += 37) {
            const auto image = read_picture(set->prints[i].path, set->dpi);
            ASSERT_TRUE(image) << image.error().message;
            EXPECT_EQ(image->width(), real.width) << real.name;
            EXPECT_EQ(image->height(), real.height) << real.name;
        }
    }
}

}  // namespace
}  // namespace dactyl
