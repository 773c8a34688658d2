#include "engine/match/similarity.hpp"

#include "engine/match/prepare.hpp"
#include "tests/unit/match/random_prints.hpp"

namespace dactyl {
namespace {

using namespace testing_prints;

TEST(Similarity, EveryLevelEqualsThePlainForm) {
    for (std::uint32_t seed = 0; seed < 20; ++seed) {
        const auto a = prepare_print(random_print(seed, 5 + static_cast<int>(seed) * 3), 64);
        const auto b = prepare_print(random_print(seed + 100, 64 - static_cast<int>(seed) * 2), 64);
        SimilarityMatrix plain;
        {
            const ForcedLevel scalar("scalar");
            similarity_matrix(a, b, plain);
        }
        for (const std::string& level : simd_levels()) {
            const ForcedLevel forced(level);
            SimilarityMatrix fast;
            similarity_matrix(a, b, fast);
            ASSERT_EQ(fast.row_count, plain.row_count);
            ASSERT_EQ(fast.column_count, plain.column_count);
            for (std::size_t i = 0; i < static_cast<std::size_t>(plain.row_count); ++i) {
                for (std::size_t j = 0; j < static_cast<std::size_t>(plain.column_count); ++j) {
                    ASSERT_EQ(fast.rows[i][j], plain.rows[i][j]) << level << ' ' << i << ' ' << j;
                }
            }
        }
    }
}

TEST(Similarity, OfAPrintWithItselfIsOneOnTheDiagonal) {
    const auto print = prepare_print(random_print(3), 60);
    SimilarityMatrix matrix;
    similarity_matrix(print, print, matrix);
    ASSERT_GT(print.described, 30);
    for (int i = 0; i < print.described; ++i) {
        const SimilarityKey key = matrix.rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(i)];
        EXPECT_EQ(similarity_of(key), kSimilarityOne);
        EXPECT_EQ(lane_of(key), i);
        EXPECT_FLOAT_EQ(matrix.at(i, i), 1);
    }
    EXPECT_EQ(matrix.at(print.described, 0), 0) << "no row";
    EXPECT_EQ(matrix.at(0, kLanes - 1), 0) << "no column";
}

TEST(Similarity, NeedsCommonCells) {
    PreparedPrint a;
    a.count = a.described = 1;
    a.valid[0] = 0x000F'FFFF;  // 20 cells
    a.bits[0][0] = 0x3;
    PreparedPrint b = a;
    SimilarityMatrix matrix;
    similarity_matrix(a, b, matrix);
    EXPECT_GT(matrix.at(0, 0), 0);
    b.valid[0] = 0x001F'FFFE;  // only 19 of them common
    b.bits[0][0] = 0x2;
    similarity_matrix(a, b, matrix);
    EXPECT_EQ(matrix.at(0, 0), 0);
}

}  // namespace
}  // namespace dactyl
