#include "engine/match/candidates.hpp"

#include <set>

#include "tests/unit/match/random_prints.hpp"

namespace dactyl {
namespace {

using namespace testing_prints;

SimilarityMatrix random_matrix(std::uint32_t seed, int rows, int columns, std::uint32_t values) {
    Numbers numbers(seed);
    SimilarityMatrix matrix;
    matrix.row_count = rows;
    matrix.column_count = (columns + 31) / 32 * 32;
    for (std::size_t i = 0; i < static_cast<std::size_t>(rows); ++i) {
        for (std::size_t j = 0; j < static_cast<std::size_t>(matrix.column_count); ++j) {
            const auto value = static_cast<int>(j) < columns ? numbers.bits() % values : 0;
            matrix.rows[i][j] = static_cast<SimilarityKey>(value == 0 ? 0 : value * 64 + 63 - j);
        }
    }
    return matrix;
}

std::vector<std::array<int, 3>> list(const Candidates& candidates) {
    std::vector<std::array<int, 3>> out;
    for (std::size_t i = 0; i < static_cast<std::size_t>(candidates.count); ++i) {
        out.push_back({candidates.probe[i], candidates.reference[i], candidates.similarity[i]});
    }
    return out;
}

TEST(Candidates, EveryLevelEqualsThePlainForm) {
    for (std::uint32_t seed = 0; seed < 30; ++seed) {
        // few values: many ties
        const auto matrix =
            random_matrix(seed, static_cast<int>(1 + seed * 2), static_cast<int>(64 - seed), seed % 2 != 0 ? 1024 : 9);
        Candidates plain;
        {
            const ForcedLevel scalar("scalar");
            pair_greedily(matrix, plain);
        }
        for (const std::string& level : simd_levels()) {
            const ForcedLevel forced(level);
            Candidates fast;
            pair_greedily(matrix, fast);
            ASSERT_EQ(list(fast), list(plain)) << level << ' ' << seed;
        }
    }
}

TEST(Candidates, AreOneToOneAndFall) {
    Candidates candidates;
    pair_greedily(random_matrix(5, 40, 50, 1024), candidates);
    EXPECT_EQ(candidates.count, 40);
    std::set<int> rows;
    std::set<int> columns;
    int last = kSimilarityOne;
    for (const auto& [row, column, similarity] : list(candidates)) {
        EXPECT_TRUE(rows.insert(row).second);
        EXPECT_TRUE(columns.insert(column).second);
        EXPECT_LE(similarity, last);
        last = similarity;
    }
}

TEST(Candidates, TakeTheLikeliestFirst) {
    auto matrix = random_matrix(1, 3, 3, 1);
    matrix.rows[0][0] = 500 * 64 + 63;
    matrix.rows[0][1] = 900 * 64 + 62;
    matrix.rows[1][1] = 950 * 64 + 62;
    Candidates candidates;
    pair_greedily(matrix, candidates);
    EXPECT_THAT(list(candidates), testing::ElementsAre(std::array{1, 1, 950}, std::array{0, 0, 500}));
}

TEST(Candidates, NoneOfAnEmptyMatrix) {
    Candidates candidates;
    pair_greedily(random_matrix(1, 0, 0, 1), candidates);
    EXPECT_EQ(candidates.count, 0);
}

}  // namespace
}  // namespace dactyl
