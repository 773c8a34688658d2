#include "engine/match/similarity.hpp"

#include <bit>

#include "engine/simd/level.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/match/similarity.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dactyl::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

void similarity_rows(const PreparedPrint& probe, const PreparedPrint& reference, SimilarityMatrix& out) {
    const hn::CappedTag<std::uint32_t, 16> d;
    const hn::RebindToSigned<decltype(d)> di;
    const hn::RebindToFloat<decltype(d)> df;
    const hn::Rebind<std::uint16_t, decltype(d)> d16;
    const auto lanes = hn::Lanes(d);
    const auto columns = static_cast<std::size_t>(out.column_count);
    const auto fewest = hn::Set(di, SimilarityOptions::kFewestCommonCells);
    const auto prior = hn::Set(df, static_cast<float>(SimilarityOptions::kBitPrior));
    const auto one = hn::Set(df, static_cast<float>(kSimilarityOne));
    const auto last = hn::Sub(hn::Set(di, kLanes - 1), hn::Iota(di, 0));
    for (std::size_t i = 0; i < static_cast<std::size_t>(out.row_count); ++i) {
        const auto va = hn::Set(d, probe.valid[i]);
        const auto a0 = hn::Set(d, probe.bits[0][i]);
        const auto a1 = hn::Set(d, probe.bits[1][i]);
        const auto a2 = hn::Set(d, probe.bits[2][i]);
        const auto a3 = hn::Set(d, probe.bits[3][i]);
        for (std::size_t j = 0; j < columns; j += lanes) {
            const auto vb = hn::Load(d, &reference.valid[j]);
            const auto b0 = hn::Load(d, &reference.bits[0][j]);
            const auto b1 = hn::Load(d, &reference.bits[1][j]);
            const auto b2 = hn::Load(d, &reference.bits[2][j]);
            const auto b3 = hn::Load(d, &reference.bits[3][j]);
            const auto count = [](auto bits) { return hn::PopulationCount(bits); };
            const auto common = hn::BitCast(di, count(hn::And(va, vb)));
            const auto shared = hn::Add(hn::Add(count(hn::And(a0, b0)), count(hn::And(a1, b1))),
                                        hn::Add(count(hn::And(a2, b2)), count(hn::And(a3, b3))));
            const auto of_a = hn::Add(hn::Add(count(hn::And(a0, vb)), count(hn::And(a1, vb))),
                                      hn::Add(count(hn::And(a2, vb)), count(hn::And(a3, vb))));
            const auto of_b = hn::Add(hn::Add(count(hn::And(b0, va)), count(hn::And(b1, va))),
                                      hn::Add(count(hn::And(b2, va)), count(hn::And(b3, va))));
            const auto twice = hn::Add(hn::ConvertTo(df, hn::BitCast(di, hn::Add(shared, shared))), prior);
            const auto total = hn::Add(hn::ConvertTo(df, hn::BitCast(di, hn::Add(of_a, of_b))), prior);
            // Integers below 2^19 divided by integers below 2^9: truncating the rounded quotient is the exact quotient.
            const auto similarity = hn::ConvertTo(di, hn::Div(hn::Mul(twice, one), total));
            const auto key = hn::Or(hn::ShiftLeft<6>(similarity), hn::Sub(last, hn::Set(di, static_cast<int>(j))));
            const auto kept = hn::IfThenZeroElse(hn::Lt(common, fewest), key);
            hn::Store(hn::DemoteTo(d16, kept), d16, &out.rows[i][j]);
        }
    }
}

}  // namespace dactyl::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dactyl {
namespace {

HWY_EXPORT(similarity_rows);

SimilarityKey similarity_key(const PreparedPrint& probe, std::size_t i, const PreparedPrint& reference, std::size_t j) {
    if (std::popcount(probe.valid[i] & reference.valid[j]) < SimilarityOptions::kFewestCommonCells) return 0;
    int shared = 0;
    int total = 0;
    for (std::size_t layer = 0; layer < kCylinderLayers; ++layer) {
        const std::uint32_t a = probe.bits[layer][i];
        const std::uint32_t b = reference.bits[layer][j];
        shared += std::popcount(a & b);
        total += std::popcount(a & reference.valid[j]) + std::popcount(b & probe.valid[i]);
    }
    constexpr int kPrior = SimilarityOptions::kBitPrior;
    const int similarity = (2 * shared + kPrior) * kSimilarityOne / (total + kPrior);
    return static_cast<SimilarityKey>(similarity * kLanes + (kLanes - 1 - static_cast<int>(j)));
}

void similarity_rows_plain(const PreparedPrint& probe, const PreparedPrint& reference, SimilarityMatrix& out) {
    for (std::size_t i = 0; i < static_cast<std::size_t>(out.row_count); ++i) {
        for (std::size_t j = 0; j < static_cast<std::size_t>(out.column_count); ++j) {
            out.rows[i][j] = similarity_key(probe, i, reference, j);
        }
    }
}

}  // namespace

void similarity_matrix(const PreparedPrint& probe, const PreparedPrint& reference, SimilarityMatrix& out) {
    constexpr int kBlock = SimilarityMatrix::kColumnBlock;
    out.row_count = probe.described;
    out.column_count = (reference.described + kBlock - 1) / kBlock * kBlock;
    if (simd_scalar()) {
        similarity_rows_plain(probe, reference, out);
    } else {
        HWY_DYNAMIC_DISPATCH(similarity_rows)(probe, reference, out);
    }
}

}  // namespace dactyl
#endif
