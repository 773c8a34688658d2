#include "engine/extract/gabor_kernel.hpp"

#include "engine/simd/level.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/extract/gabor_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
#if HWY_TARGET == HWY_AVX3_DL && HWY_COMPILER_GCC_ACTUAL
// Highway takes this level only where the processor has AVX512-VNNI, but this version does not tell the compiler so.
#pragma GCC push_options
#pragma GCC target("avx512vnni")
#define DACTYL_VNNI 1
#else
#define DACTYL_VNNI 0
#endif
namespace dactyl::stages {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Adds the products of neighbouring lanes to 32-bit sums, which may be spread over both accumulators. Processors with
// one instruction for it halve the work of the loops below.
template <class D32, class V16, class V32>
HWY_INLINE V32 MultiplyAdd([[maybe_unused]] D32 d32, V16 samples, V16 taps, V32 sum, [[maybe_unused]] V32& second_sum) {
#if DACTYL_VNNI
    // Only the widest form: for shorter vectors the compiler would take an encoding that these processors may not have.
    if constexpr (sizeof(V32) == 64) return V32{_mm512_dpwssd_epi32(sum.raw, samples.raw, taps.raw)};
#endif
    return hn::ReorderWidenMulAccumulate(d32, samples, taps, sum, second_sum);
}

template <int kRow>
HWY_INLINE void FilterOne(const Filter& filter, const std::int16_t* picture, std::ptrdiff_t stride, std::int32_t* even,
                          std::int32_t* odd) {
    const hn::CappedTag<std::int16_t, kRow> d;
    const hn::Repartition<std::int32_t, decltype(d)> d32;
    const int lanes = static_cast<int>(hn::Lanes(d));
    const std::int16_t* taps = filter.taps;
    const std::int16_t* source = picture - filter.radius - filter.radius * stride;
    auto even1 = hn::Zero(d32);
    auto even2 = hn::Zero(d32);
    auto odd1 = hn::Zero(d32);
    auto odd2 = hn::Zero(d32);
    for (int row = 2 * filter.radius; row >= 0; --row) {
        for (int c = 0; c < kRow; c += lanes) {
            const auto samples = hn::LoadU(d, source + c);
            even1 = MultiplyAdd(d32, samples, hn::Load(d, taps + c), even1, even2);
            odd1 = MultiplyAdd(d32, samples, hn::Load(d, taps + kRow + c), odd1, odd2);
        }
        taps += 2 * kRow;
        source += stride;
    }
    *even = hn::GetLane(hn::SumOfLanes(d32, hn::Add(even1, even2)));
    *odd = hn::GetLane(hn::SumOfLanes(d32, hn::Add(odd1, odd2)));
}

// Four neighbouring pixels of the same filter share its taps, which bounds the loads. (Named variables: vectors of some
// targets have no fixed size and cannot stand in arrays.)
template <int kRow>
HWY_INLINE void FilterFour(const Filter& filter, const std::int16_t* picture, std::ptrdiff_t stride, std::int32_t* even,
                           std::int32_t* odd) {
    const hn::CappedTag<std::int16_t, kRow> d;
    const hn::Repartition<std::int32_t, decltype(d)> d32;
    const int lanes = static_cast<int>(hn::Lanes(d));
    const std::int16_t* taps = filter.taps;
    const std::int16_t* source = picture - filter.radius - filter.radius * stride;
    auto even_a = hn::Zero(d32), even_b = hn::Zero(d32), even_c = hn::Zero(d32), even_d = hn::Zero(d32);
    auto odd_a = hn::Zero(d32), odd_b = hn::Zero(d32), odd_c = hn::Zero(d32), odd_d = hn::Zero(d32);
    auto even_a2 = hn::Zero(d32), even_b2 = hn::Zero(d32), even_c2 = hn::Zero(d32), even_d2 = hn::Zero(d32);
    auto odd_a2 = hn::Zero(d32), odd_b2 = hn::Zero(d32), odd_c2 = hn::Zero(d32), odd_d2 = hn::Zero(d32);
    for (int row = 2 * filter.radius; row >= 0; --row) {
        for (int c = 0; c < kRow; c += lanes) {
            const auto even_taps = hn::Load(d, taps + c);
            const auto odd_taps = hn::Load(d, taps + kRow + c);
            const auto a = hn::LoadU(d, source + c);
            even_a = MultiplyAdd(d32, a, even_taps, even_a, even_a2);
            odd_a = MultiplyAdd(d32, a, odd_taps, odd_a, odd_a2);
            const auto b = hn::LoadU(d, source + c + 1);
            even_b = MultiplyAdd(d32, b, even_taps, even_b, even_b2);
            odd_b = MultiplyAdd(d32, b, odd_taps, odd_b, odd_b2);
            const auto third = hn::LoadU(d, source + c + 2);
            even_c = MultiplyAdd(d32, third, even_taps, even_c, even_c2);
            odd_c = MultiplyAdd(d32, third, odd_taps, odd_c, odd_c2);
            const auto fourth = hn::LoadU(d, source + c + 3);
            even_d = MultiplyAdd(d32, fourth, even_taps, even_d, even_d2);
            odd_d = MultiplyAdd(d32, fourth, odd_taps, odd_d, odd_d2);
        }
        taps += 2 * kRow;
        source += stride;
    }
    even[0] = hn::GetLane(hn::SumOfLanes(d32, hn::Add(even_a, even_a2)));
    even[1] = hn::GetLane(hn::SumOfLanes(d32, hn::Add(even_b, even_b2)));
    even[2] = hn::GetLane(hn::SumOfLanes(d32, hn::Add(even_c, even_c2)));
    even[3] = hn::GetLane(hn::SumOfLanes(d32, hn::Add(even_d, even_d2)));
    odd[0] = hn::GetLane(hn::SumOfLanes(d32, hn::Add(odd_a, odd_a2)));
    odd[1] = hn::GetLane(hn::SumOfLanes(d32, hn::Add(odd_b, odd_b2)));
    odd[2] = hn::GetLane(hn::SumOfLanes(d32, hn::Add(odd_c, odd_c2)));
    odd[3] = hn::GetLane(hn::SumOfLanes(d32, hn::Add(odd_d, odd_d2)));
}

template <int kRow>
void FilterPixels(const FilterBank& bank, const std::int16_t* picture, std::ptrdiff_t stride,
                  const std::uint16_t* filters, int n, std::int32_t* even, std::int32_t* odd) {
    for (int x = 0; x < n;) {
        const Filter& filter = bank.filter(filters[x]);
        const bool same =
            x + 4 <= n && filters[x + 1] == filters[x] && filters[x + 2] == filters[x] && filters[x + 3] == filters[x];
        if (same) {
            FilterFour<kRow>(filter, picture + x, stride, even + x, odd + x);
            x += 4;
        } else {
            FilterOne<kRow>(filter, picture + x, stride, even + x, odd + x);
            ++x;
        }
    }
}

void FilterRun(const FilterBank& bank, const std::int16_t* picture, std::ptrdiff_t stride, const std::uint16_t* filters,
               int n, std::int32_t* even, std::int32_t* odd) {
    if (bank.row_length() == kNarrowRow) {
        FilterPixels<kNarrowRow>(bank, picture, stride, filters, n, even, odd);
    } else {
        FilterPixels<kWideRow>(bank, picture, stride, filters, n, even, odd);
    }
}

}  // namespace HWY_NAMESPACE
}  // namespace dactyl::stages
#if DACTYL_VNNI
#pragma GCC pop_options
#endif
#undef DACTYL_VNNI
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dactyl::stages {

HWY_EXPORT(FilterRun);

void filter_run_plain(const FilterBank& bank, const std::int16_t* picture, std::ptrdiff_t stride,
                      const std::uint16_t* filters, int n, std::int32_t* even, std::int32_t* odd) {
    const int length = bank.row_length();
    for (int x = 0; x < n; ++x) {
        const Filter& filter = bank.filter(filters[x]);
        const std::int16_t* taps = filter.taps;
        const int side = 2 * filter.radius + 1;
        even[x] = 0;
        odd[x] = 0;
        for (int r = 0; r < side; ++r) {
            const std::int16_t* source = picture + x - filter.radius + (r - filter.radius) * stride;
            for (int c = 0; c < side; ++c) {
                even[x] += taps[c] * source[c];
                odd[x] += taps[length + c] * source[c];
            }
            taps += 2 * length;
        }
    }
}

void filter_run(const FilterBank& bank, const std::int16_t* picture, std::ptrdiff_t stride,
                const std::uint16_t* filters, int n, std::int32_t* even, std::int32_t* odd) {
    if (simd_scalar()) {
        filter_run_plain(bank, picture, stride, filters, n, even, odd);
    } else {
        HWY_DYNAMIC_DISPATCH(FilterRun)(bank, picture, stride, filters, n, even, odd);
    }
}

}  // namespace dactyl::stages
#endif  // HWY_ONCE
