#include "engine/extract/row_kernels.hpp"

#include "engine/extract/row_kernels-inl.hpp"
#include "engine/simd/level.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/extract/row_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dactyl::stages::rows {
namespace HWY_NAMESPACE {

void SmoothDown(const float* const* rows, const float* taps, int radius, float* out, int n) {
    plain::smooth_down(rows, taps, radius, out, n);
}
void SmoothAlong(const float* in, const float* taps, int radius, float* out, int n) {
    plain::smooth_along(in, taps, radius, out, n);
}
void AddGradient(const std::uint8_t* above, const std::uint8_t* row, const std::uint8_t* below, std::uint16_t* sums,
                 int n) {
    plain::add_gradient(above, row, below, sums, n);
}
void AddMoments(const std::uint8_t* row, std::int32_t* sums, std::int32_t* squares, int n) {
    plain::add_moments(row, sums, squares, n);
}
void Mix(const float* a, const float* b, float t, float* out, int n) { plain::mix(a, b, t, out, n); }
void Widen2(const float* cells, float* out, int count) { plain::widen<2>(cells, out, count); }
void Widen4(const float* cells, float* out, int count) { plain::widen<4>(cells, out, count); }
void Normalise(const std::uint8_t* row, const float* mean, const float* gain, std::int16_t* out, int n) {
    plain::normalise(row, mean, gain, out, n);
}
void Halve(const std::int16_t* above, const std::int16_t* below, std::int16_t* out, int n) {
    plain::halve(above, below, out, n);
}
void ToFloat(const std::int16_t* in, float scale, float* out, int n) { plain::to_float(in, scale, out, n); }
void Scale(const std::int32_t* in, float unit, float* out, int n) { plain::scale(in, unit, out, n); }
void ToInt(const float* in, std::int16_t* out, int n) { plain::to_int(in, out, n); }
void AddTensor(const float* above, const float* row, const float* below, float* xx_yy, float* xy2, float* sum, int n) {
    plain::add_tensor(above, row, below, xx_yy, xy2, sum, n);
}
void MixFour(const float* a, const float* b, const float* c, const float* d, const float* taps, float* out, int n) {
    plain::mix_four(a, b, c, d, taps, out, n);
}
void WidenCubic(const float* in, const float* taps, float* out, int n) { plain::widen_cubic(in, taps, out, n); }
void ChooseFilter(const float* cosine, const float* sine, const float* period, const float* limits, std::uint16_t* out,
                  int n) {
    plain::choose_filter(cosine, sine, period, limits, out, n);
}
void Flatten(const float* even, const float* odd, float floor, float* out, int n) {
    plain::flatten(even, odd, floor, out, n);
}
void AddEnergy(const float* even, const float* odd, const std::int16_t* normalised, float* energy, float* variance,
               int n) {
    plain::add_energy(even, odd, normalised, energy, variance, n);
}
void FlagWinding(const float* even0, const float* even1, const float* odd0, const float* odd1,
                 const std::uint8_t* sector0, const std::uint8_t* sector1, std::uint8_t* flags, int n) {
    plain::flag_winding(even0, even1, odd0, odd1, sector0, sector1, flags, n);
}

}  // namespace HWY_NAMESPACE
}  // namespace dactyl::stages::rows
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dactyl::stages::rows {

HWY_EXPORT(SmoothDown);
HWY_EXPORT(SmoothAlong);
HWY_EXPORT(AddGradient);
HWY_EXPORT(AddMoments);
HWY_EXPORT(Mix);
HWY_EXPORT(Widen2);
HWY_EXPORT(Widen4);
HWY_EXPORT(Normalise);
HWY_EXPORT(Halve);
HWY_EXPORT(ToFloat);
HWY_EXPORT(Scale);
HWY_EXPORT(ToInt);
HWY_EXPORT(AddTensor);
HWY_EXPORT(MixFour);
HWY_EXPORT(WidenCubic);
HWY_EXPORT(ChooseFilter);
HWY_EXPORT(Flatten);
HWY_EXPORT(AddEnergy);
HWY_EXPORT(FlagWinding);

void smooth_down(const float* const* rows, const float* taps, int radius, float* out, int n) {
    simd_scalar() ? plain::smooth_down(rows, taps, radius, out, n)
                  : HWY_DYNAMIC_DISPATCH(SmoothDown)(rows, taps, radius, out, n);
}

void smooth_along(const float* in, const float* taps, int radius, float* out, int n) {
    simd_scalar() ? plain::smooth_along(in, taps, radius, out, n)
                  : HWY_DYNAMIC_DISPATCH(SmoothAlong)(in, taps, radius, out, n);
}

void add_gradient(const std::uint8_t* above, const std::uint8_t* row, const std::uint8_t* below, std::uint16_t* sums,
                  int n) {
    simd_scalar() ? plain::add_gradient(above, row, below, sums, n)
                  : HWY_DYNAMIC_DISPATCH(AddGradient)(above, row, below, sums, n);
}

void add_moments(const std::uint8_t* row, std::int32_t* sums, std::int32_t* squares, int n) {
    simd_scalar() ? plain::add_moments(row, sums, squares, n) : HWY_DYNAMIC_DISPATCH(AddMoments)(row, sums, squares, n);
}

void mix(const float* a, const float* b, float t, float* out, int n) {
    simd_scalar() ? plain::mix(a, b, t, out, n) : HWY_DYNAMIC_DISPATCH(Mix)(a, b, t, out, n);
}

void widen2(const float* cells, float* out, int count) {
    simd_scalar() ? plain::widen<2>(cells, out, count) : HWY_DYNAMIC_DISPATCH(Widen2)(cells, out, count);
}

void widen4(const float* cells, float* out, int count) {
    simd_scalar() ? plain::widen<4>(cells, out, count) : HWY_DYNAMIC_DISPATCH(Widen4)(cells, out, count);
}

void normalise(const std::uint8_t* row, const float* mean, const float* gain, std::int16_t* out, int n) {
    simd_scalar() ? plain::normalise(row, mean, gain, out, n)
                  : HWY_DYNAMIC_DISPATCH(Normalise)(row, mean, gain, out, n);
}

void halve(const std::int16_t* above, const std::int16_t* below, std::int16_t* out, int n) {
    simd_scalar() ? plain::halve(above, below, out, n) : HWY_DYNAMIC_DISPATCH(Halve)(above, below, out, n);
}

void to_float(const std::int16_t* in, float scale, float* out, int n) {
    simd_scalar() ? plain::to_float(in, scale, out, n) : HWY_DYNAMIC_DISPATCH(ToFloat)(in, scale, out, n);
}

void scale(const std::int32_t* in, float unit, float* out, int n) {
    simd_scalar() ? plain::scale(in, unit, out, n) : HWY_DYNAMIC_DISPATCH(Scale)(in, unit, out, n);
}

void to_int(const float* in, std::int16_t* out, int n) {
    simd_scalar() ? plain::to_int(in, out, n) : HWY_DYNAMIC_DISPATCH(ToInt)(in, out, n);
}

void add_tensor(const float* above, const float* row, const float* below, float* xx_yy, float* xy2, float* sum, int n) {
    simd_scalar() ? plain::add_tensor(above, row, below, xx_yy, xy2, sum, n)
                  : HWY_DYNAMIC_DISPATCH(AddTensor)(above, row, below, xx_yy, xy2, sum, n);
}

void mix_four(const float* a, const float* b, const float* c, const float* d, const float* taps, float* out, int n) {
    simd_scalar() ? plain::mix_four(a, b, c, d, taps, out, n) : HWY_DYNAMIC_DISPATCH(MixFour)(a, b, c, d, taps, out, n);
}

void widen_cubic(const float* in, const float* taps, float* out, int n) {
    simd_scalar() ? plain::widen_cubic(in, taps, out, n) : HWY_DYNAMIC_DISPATCH(WidenCubic)(in, taps, out, n);
}

void choose_filter(const float* cosine, const float* sine, const float* period, const float* limits, std::uint16_t* out,
                   int n) {
    simd_scalar() ? plain::choose_filter(cosine, sine, period, limits, out, n)
                  : HWY_DYNAMIC_DISPATCH(ChooseFilter)(cosine, sine, period, limits, out, n);
}

void flatten(const float* even, const float* odd, float floor, float* out, int n) {
    simd_scalar() ? plain::flatten(even, odd, floor, out, n) : HWY_DYNAMIC_DISPATCH(Flatten)(even, odd, floor, out, n);
}

void add_energy(const float* even, const float* odd, const std::int16_t* normalised, float* energy, float* variance,
                int n) {
    simd_scalar() ? plain::add_energy(even, odd, normalised, energy, variance, n)
                  : HWY_DYNAMIC_DISPATCH(AddEnergy)(even, odd, normalised, energy, variance, n);
}

void flag_winding(const float* even0, const float* even1, const float* odd0, const float* odd1,
                  const std::uint8_t* sector0, const std::uint8_t* sector1, std::uint8_t* flags, int n) {
    simd_scalar() ? plain::flag_winding(even0, even1, odd0, odd1, sector0, sector1, flags, n)
                  : HWY_DYNAMIC_DISPATCH(FlagWinding)(even0, even1, odd0, odd1, sector0, sector1, flags, n);
}

}  // namespace dactyl::stages::rows
#endif  // HWY_ONCE
