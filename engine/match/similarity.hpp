#pragma once

#include <array>
#include <cstdint>

#include "engine/match/prepared_print.hpp"

namespace dactyl {

/// How alike two cylinder codes are, and which reference minutia it is, in one number that sorts by likeness:
/// similarity (1 to 1023) * 64 + (63 - reference lane). 0: not comparable. So a row's maximum names its column, and of
/// equals the first lane wins.
using SimilarityKey = std::uint16_t;

inline constexpr int kSimilarityOne = 1023;

constexpr int similarity_of(SimilarityKey key) { return key >> 6; }
constexpr int lane_of(SimilarityKey key) { return 63 - (key & 63); }

/// Row: probe minutia; column: reference minutia. Rows beyond the probe's described minutiae are not written; columns
/// beyond the reference's are 0 up to the next multiple of kColumnBlock and not written after that.
struct SimilarityMatrix {
    static constexpr int kColumnBlock = 32;
    alignas(64) std::array<LaneArray<SimilarityKey>, kLanes> rows;
    int row_count = 0;
    int column_count = 0;  ///< a multiple of kColumnBlock

    /// In [0, 1]; 0 for minutiae without a code.
    float at(int row, int column) const {
        if (row >= row_count || column >= column_count) return 0;
        return static_cast<float>(
                   similarity_of(rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)])) *
               (1.0F / kSimilarityOne);
    }
};

struct SimilarityOptions {
    static constexpr int kFewestCommonCells = 20;  ///< of 32 valid in both (0.6 in the paper)
    /// Added to the number of set bits, so that codes with few of them are not alike by chance.
    static constexpr int kBitPrior = 20;
};

/// Similarity of all described minutiae: 1 - |a xor b| / (|a| + |b| + kBitPrior) over the cells that are valid in both.
void similarity_matrix(const PreparedPrint& probe, const PreparedPrint& reference, SimilarityMatrix& out);

}  // namespace dactyl
