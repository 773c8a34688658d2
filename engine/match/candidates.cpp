#include "engine/match/candidates.hpp"

#include <algorithm>
#include <bit>

#include "engine/simd/level.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/match/candidates.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dactyl::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Every row's best key is kept; taking a pair spoils only the rows whose best lay in the same column.
void pair_rows(const SimilarityMatrix& matrix, Candidates& out) {
    const hn::CappedTag<std::uint16_t, SimilarityMatrix::kColumnBlock> d;
    const auto lanes = hn::Lanes(d);
    const auto columns = static_cast<std::size_t>(matrix.column_count);
    alignas(64) LaneArray<SimilarityKey> best{};
    alignas(64) LaneArray<SimilarityKey> taken{};

    const auto best_of_row = [&](std::size_t row) {
        auto most = hn::Zero(d);
        for (std::size_t j = 0; j < columns; j += lanes) {
            most = hn::Max(most, hn::AndNot(hn::Load(d, &taken[j]), hn::Load(d, &matrix.rows[row][j])));
        }
        return hn::GetLane(hn::MaxOfLanes(d, most));
    };
    const auto rows = static_cast<std::size_t>(matrix.row_count);
    for (std::size_t i = 0; i < rows; ++i) best[i] = best_of_row(i);

    out.count = 0;
    for (;;) {
        auto most = hn::Zero(d);
        for (std::size_t i = 0; i < kLanes; i += lanes) most = hn::Max(most, hn::Load(d, &best[i]));
        const auto winner = hn::MaxOfLanes(d, most);
        const SimilarityKey key = hn::GetLane(winner);
        if (key == 0) return;
        const auto column = static_cast<std::size_t>(lane_of(key));
        taken[column] = 0xFFFF;

        const auto low_bits = hn::Set(d, kLanes - 1);
        const auto wanted = hn::And(winner, low_bits);
        bool found = false;
        for (std::size_t i = 0; i < rows; i += lanes) {
            const auto keys = hn::Load(d, &best[i]);
            alignas(8) std::uint8_t bytes[8] = {};
            hn::StoreMaskBits(d, hn::And(hn::Eq(hn::And(keys, low_bits), wanted), hn::Ne(keys, hn::Zero(d))), bytes);
            std::uint64_t spoilt = 0;
            for (std::size_t b = 0; b < 8; ++b) spoilt |= static_cast<std::uint64_t>(bytes[b]) << (8 * b);
            for (; spoilt != 0; spoilt &= spoilt - 1) {
                const std::size_t row = i + static_cast<std::size_t>(std::countr_zero(spoilt));
                if (!found && best[row] == key) {
                    found = true;
                    const auto n = static_cast<std::size_t>(out.count++);
                    out.probe[n] = static_cast<std::uint8_t>(row);
                    out.reference[n] = static_cast<std::uint8_t>(column);
                    out.similarity[n] = static_cast<std::uint16_t>(similarity_of(key));
                    best[row] = 0;
                } else {
                    best[row] = best_of_row(row);
                }
            }
        }
    }
}

}  // namespace dactyl::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dactyl {
namespace {

HWY_EXPORT(pair_rows);

void pair_plain(const SimilarityMatrix& matrix, Candidates& out) {
    LaneArray<bool> row_taken{};
    LaneArray<bool> column_taken{};
    out.count = 0;
    for (;;) {
        SimilarityKey best = 0;
        std::size_t best_row = 0;
        for (std::size_t i = 0; i < static_cast<std::size_t>(matrix.row_count); ++i) {
            for (std::size_t j = 0; j < static_cast<std::size_t>(matrix.column_count) && !row_taken[i]; ++j) {
                if (!column_taken[j] && matrix.rows[i][j] > best) {
                    best = matrix.rows[i][j];
                    best_row = i;
                }
            }
        }
        if (best == 0) return;
        const auto column = static_cast<std::size_t>(lane_of(best));
        row_taken[best_row] = column_taken[column] = true;
        const auto n = static_cast<std::size_t>(out.count++);
        out.probe[n] = static_cast<std::uint8_t>(best_row);
        out.reference[n] = static_cast<std::uint8_t>(column);
        out.similarity[n] = static_cast<std::uint16_t>(similarity_of(best));
    }
}

}  // namespace

void pair_greedily(const SimilarityMatrix& matrix, Candidates& out) {
    if (simd_scalar()) {
        pair_plain(matrix, out);
    } else {
        HWY_DYNAMIC_DISPATCH(pair_rows)(matrix, out);
    }
}

}  // namespace dactyl
#endif
