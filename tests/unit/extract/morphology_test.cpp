#include "engine/extract/morphology.hpp"

namespace dactyl::stages {
namespace {

Mask parse(const std::vector<std::string>& rows) {
    Mask out(static_cast<int>(rows[0].size()), static_cast<int>(rows.size()));
    for (int y = 0; y < out.height(); ++y) {
        for (int x = 0; x < out.width(); ++x)
            out.at(x, y) = rows[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)] == '#';
    }
    return out;
}

TEST(Morphology, DilatesAndErodesBySquares) {
    const Mask point = parse({".....", ".....", "..#..", ".....", "....."});
    const Mask block = parse({".....", ".###.", ".###.", ".###.", "....."});
    EXPECT_EQ(dilate(point, 1).samples(), block.samples());
    EXPECT_EQ(erode(block, 1).samples(), point.samples());
    EXPECT_EQ(area(dilate(point, 2)), 25);
    EXPECT_EQ(area(erode(point, 1)), 0);
}

TEST(Morphology, EdgesOfTheMapNeitherGrowNorErode) {
    EXPECT_EQ(area(erode(Mask(4, 3, 1), 2)), 12);
    EXPECT_EQ(area(dilate(Mask(4, 3), 2)), 0);
    EXPECT_EQ(erode(parse({"##..", "###.", "###."}), 1).samples(), parse({"#...", "#...", "##.."}).samples());
}

TEST(Morphology, KeepsTheLargestPieceAndFillsItsHoles) {
    const Mask in = parse({"#.....", "..####", "..#..#", "..####", "##...."});
    const Mask out = parse({"......", "..####", "..####", "..####", "......"});
    EXPECT_EQ(largest_filled(in).samples(), out.samples());
    EXPECT_EQ(area(largest_filled(Mask(5, 5))), 0);
    EXPECT_EQ(area(largest_filled(Mask(5, 5, 1))), 25);
}

TEST(Morphology, DiagonalNeighboursAreNotConnected) {
    EXPECT_EQ(area(largest_filled(parse({"##..", "..##", "..##"}))), 4);
}

TEST(Morphology, RowExtents) {
    const auto extents = row_extents(parse({"....", ".#.#", "#..."}));
    EXPECT_EQ(extents[0].first, extents[0].last);
    EXPECT_EQ(extents[1].first, 1);
    EXPECT_EQ(extents[1].last, 4);
    EXPECT_EQ(extents[2].first, 0);
    EXPECT_EQ(extents[2].last, 1);
}

}  // namespace
}  // namespace dactyl::stages
