#pragma once

#include <cstdint>

namespace dactyl::stages::rows {

// The element-wise loops of the pipeline over one row of n samples, compiled for every SIMD level and dispatched at run
// time; every level gives the same bits. What each computes stands at its plain form in row_kernels-inl.hpp.

void smooth_down(const float* const* rows, const float* taps, int radius, float* out, int n);
void smooth_along(const float* in, const float* taps, int radius, float* out, int n);
void add_gradient(const std::uint8_t* above, const std::uint8_t* row, const std::uint8_t* below, std::uint16_t* sums,
                  int n);
void add_moments(const std::uint8_t* row, std::int32_t* sums, std::int32_t* squares, int n);
void mix(const float* a, const float* b, float t, float* out, int n);
void widen2(const float* cells, float* out, int count);
void widen4(const float* cells, float* out, int count);
void normalise(const std::uint8_t* row, const float* mean, const float* gain, std::int16_t* out, int n);
void halve(const std::int16_t* above, const std::int16_t* below, std::int16_t* out, int n);
void to_float(const std::int16_t* in, float scale, float* out, int n);
void scale(const std::int32_t* in, float unit, float* out, int n);
void to_int(const float* in, std::int16_t* out, int n);
void add_tensor(const float* above, const float* row, const float* below, float* xx_yy, float* xy2, float* sum, int n);
void mix_four(const float* a, const float* b, const float* c, const float* d, const float* taps, float* out, int n);
void widen_cubic(const float* in, const float* taps, float* out, int n);
void choose_filter(const float* cosine, const float* sine, const float* period, const float* limits, std::uint16_t* out,
                   int n);
void flatten(const float* even, const float* odd, float floor, float* out, int n);
void add_energy(const float* even, const float* odd, const std::int16_t* normalised, float* energy, float* variance,
                int n);
void flag_winding(const float* even0, const float* even1, const float* odd0, const float* odd1,
                  const std::uint8_t* sector0, const std::uint8_t* sector1, std::uint8_t* flags, int n);

}  // namespace dactyl::stages::rows
