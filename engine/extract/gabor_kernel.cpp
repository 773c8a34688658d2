#include "engine/extract/gabor_kernel.hpp"

#include "engine/simd/level.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/extract/gabor_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dactyl::stages {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <int kRow>
void FilterPixels(const FilterBank& bank, const std::int16_t* picture, std::ptrdiff_t stride,
                  const std::uint16_t* filters, int n, std::int32_t* even, std::int32_t* odd) {
    const hn::CappedTag<std::int16_t, kRow> d;
    const hn::Repartition<std::int32_t, decltype(d)> d32;
    const int lanes = static_cast<int>(hn::Lanes(d));
    for (int x = 0; x < n; ++x) {
        const Filter& filter = bank.filter(filters[x]);
        const std::int16_t* taps = filter.taps;
        const std::int16_t* source = picture + x - filter.radius - filter.radius * stride;
        auto even0 = hn::Zero(d32);
        auto even1 = hn::Zero(d32);
        auto odd0 = hn::Zero(d32);
        auto odd1 = hn::Zero(d32);
        for (int row = 2 * filter.radius; row >= 0; --row) {
            for (int c = 0; c < kRow; c += lanes) {
                const auto samples = hn::LoadU(d, source + c);
                even0 = hn::ReorderWidenMulAccumulate(d32, samples, hn::Load(d, taps + c), even0, even1);
                odd0 = hn::ReorderWidenMulAccumulate(d32, samples, hn::Load(d, taps + kRow + c), odd0, odd1);
            }
            taps += 2 * kRow;
            source += stride;
        }
        even[x] = hn::GetLane(hn::SumOfLanes(d32, hn::Add(even0, even1)));
        odd[x] = hn::GetLane(hn::SumOfLanes(d32, hn::Add(odd0, odd1)));
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
