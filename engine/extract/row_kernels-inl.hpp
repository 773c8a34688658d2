#pragma once
// The plain form of every row kernel. row_kernels.cpp compiles each of them once more for every SIMD level: all are
// element-wise in a fixed order of operations, so that the width of the vectors cannot change a result.

#include <cstddef>
#include <cstdint>

#include "engine/extract/filter_bank.hpp"
#include "engine/extract/map.hpp"

namespace dactyl::stages::plain {

#define DACTYL_ROW_KERNEL [[gnu::always_inline]] inline

/// Rounds to the nearest integer, ties to even, for |v| < 2^22: adding 1.5 * 2^23 leaves no room for a fraction.
DACTYL_ROW_KERNEL float round_even(float v) {
    constexpr float kMagic = 12582912.0F;
    return (v + kMagic) - kMagic;
}

/// out[x] = taps[0] * rows[0][x] + sum over k of taps[k] * (rows[k][x] + rows[-k][x]).
DACTYL_ROW_KERNEL void smooth_down(const float* const* rows, const float* taps, int radius, float* __restrict out,
                                   int n) {
    for (int x = 0; x < n; ++x) out[x] = taps[0] * rows[0][x];
    for (int k = 1; k <= radius; ++k) {
        const float* __restrict above = rows[-k];
        const float* __restrict below = rows[k];
        const float tap = taps[k];
        for (int x = 0; x < n; ++x) out[x] += tap * (above[x] + below[x]);
    }
}

/// The same along the row; `in` has `radius` samples before its first and after its last.
DACTYL_ROW_KERNEL void smooth_along(const float* __restrict in, const float* taps, int radius, float* __restrict out,
                                    int n) {
    for (int x = 0; x < n; ++x) out[x] = taps[0] * in[x];
    for (int k = 1; k <= radius; ++k) {
        const float tap = taps[k];
        for (int x = 0; x < n; ++x) out[x] += tap * (in[x - k] + in[x + k]);
    }
}

/// sums[x] += |gx| + |gy| by central differences, x in [1, n - 1).
DACTYL_ROW_KERNEL void add_gradient(const std::uint8_t* __restrict above, const std::uint8_t* __restrict row,
                                    const std::uint8_t* __restrict below, std::uint16_t* __restrict sums, int n) {
    for (int x = 1; x < n - 1; ++x) {
        const int gx = row[x + 1] - row[x - 1];
        const int gy = below[x] - above[x];
        sums[x] = static_cast<std::uint16_t>(sums[x] + (gx < 0 ? -gx : gx) + (gy < 0 ? -gy : gy));
    }
}

/// Twice a grey value's distance from mid-grey: integer, and of the inverted picture exactly the negative.
DACTYL_ROW_KERNEL int centred(std::uint8_t grey) { return 2 * grey - 255; }

/// sums[x] += v, squares[x] += v * v, with v centred.
DACTYL_ROW_KERNEL void add_moments(const std::uint8_t* __restrict row, std::int32_t* __restrict sums,
                                   std::int32_t* __restrict squares, int n) {
    for (int x = 0; x < n; ++x) {
        const int v = centred(row[x]);
        sums[x] += v;
        squares[x] += v * v;
    }
}

/// out[x] = a[x] + t * (b[x] - a[x]).
DACTYL_ROW_KERNEL void mix(const float* __restrict a, const float* __restrict b, float t, float* __restrict out,
                           int n) {
    for (int x = 0; x < n; ++x) out[x] = a[x] + t * (b[x] - a[x]);
}

/// Linear interpolation from cells of `kStep` samples to samples; `cells` has one cell before its first and after its
/// last.
template <int kStep>
DACTYL_ROW_KERNEL void widen(const float* __restrict cells, float* __restrict out, int count) {
    for (int c = 0; c < count; ++c) {
        const float before = cells[c - 1];
        const float here = cells[c];
        const float after = cells[c + 1];
        for (int i = 0; i < kStep; ++i) {
            const float offset = (static_cast<float>(i) + 0.5F) / kStep - 0.5F;
            out[c * kStep + i] = offset < 0 ? here + (-offset) * (before - here) : here + offset * (after - here);
        }
    }
}

/// Ridges positive, in local deviations, as integers; `mean` and `gain` are those of centred grey values.
DACTYL_ROW_KERNEL void normalise(const std::uint8_t* __restrict row, const float* __restrict mean,
                                 const float* __restrict gain, std::int16_t* __restrict out, int n) {
    constexpr float kLimit = kLargestDeviation * kDeviation;
    for (int x = 0; x < n; ++x) {
        const float v = (mean[x] - static_cast<float>(centred(row[x]))) * (gain[x] * kDeviation);
        const float clamped = v > kLimit ? kLimit : (v < -kLimit ? -kLimit : v);
        out[x] = static_cast<std::int16_t>(static_cast<int>(round_even(clamped)));
    }
}

/// Means of 2 x 2 samples, rounded so that the negative picture gives the negative means.
DACTYL_ROW_KERNEL void halve(const std::int16_t* __restrict above, const std::int16_t* __restrict below,
                             std::int16_t* __restrict out, int n) {
    for (int x = 0; x < n; ++x) {
        const int sum = above[2 * x] + above[2 * x + 1] + below[2 * x] + below[2 * x + 1];
        out[x] = static_cast<std::int16_t>((sum + (sum < 0 ? -2 : 2)) / 4);
    }
}

DACTYL_ROW_KERNEL void to_float(const std::int16_t* __restrict in, float scale, float* __restrict out, int n) {
    for (int x = 0; x < n; ++x) out[x] = static_cast<float>(in[x]) * scale;
}

DACTYL_ROW_KERNEL void scale(const std::int32_t* __restrict in, float unit, float* __restrict out, int n) {
    for (int x = 0; x < n; ++x) out[x] = static_cast<float>(in[x]) * unit;
}

DACTYL_ROW_KERNEL void to_int(const float* __restrict in, std::int16_t* __restrict out, int n) {
    for (int x = 0; x < n; ++x) out[x] = static_cast<std::int16_t>(static_cast<int>(round_even(in[x])));
}

/// Adds the structure tensor by Sobel differences: xx_yy += gx^2 - gy^2, xy2 += 2 gx gy, sum += gx^2 + gy^2;
/// x in [1, n - 1).
DACTYL_ROW_KERNEL void add_tensor(const float* __restrict above, const float* __restrict row,
                                  const float* __restrict below, float* __restrict xx_yy, float* __restrict xy2,
                                  float* __restrict sum, int n) {
    for (int x = 1; x < n - 1; ++x) {
        const float gx =
            2 * (row[x + 1] - row[x - 1]) + ((above[x + 1] - above[x - 1]) + (below[x + 1] - below[x - 1]));
        const float gy = 2 * (below[x] - above[x]) + ((below[x - 1] - above[x - 1]) + (below[x + 1] - above[x + 1]));
        const float a = gx * gx;
        const float b = gy * gy;
        xx_yy[x] += a - b;
        xy2[x] += 2 * (gx * gy);
        sum[x] += a + b;
    }
}

/// out[x] = the four samples' cubic interpolation.
DACTYL_ROW_KERNEL void mix_four(const float* __restrict a, const float* __restrict b, const float* __restrict c,
                                const float* __restrict d, const float* taps, float* __restrict out, int n) {
    for (int x = 0; x < n; ++x) out[x] = (taps[0] * a[x] + taps[1] * b[x]) + (taps[2] * c[x] + taps[3] * d[x]);
}

/// Cubic interpolation to twice as many samples; `in` has two samples before its first and after its last.
DACTYL_ROW_KERNEL void widen_cubic(const float* __restrict in, const float* taps, float* __restrict out, int n) {
    for (int x = 0; x < n; ++x) {
        out[2 * x] = (taps[0] * in[x - 2] + taps[1] * in[x - 1]) + (taps[2] * in[x] + taps[3] * in[x + 1]);
        out[2 * x + 1] = (taps[3] * in[x - 1] + taps[2] * in[x]) + (taps[1] * in[x + 1] + taps[0] * in[x + 2]);
    }
}

/// The index of the filter for each sample: orientation of the normal (kSectors sectors of the doubled angle, the first
/// about 0) times kPeriods, plus the number of the kPeriods - 1 `limits` that the period exceeds.
DACTYL_ROW_KERNEL void choose_filter(const float* __restrict cosine, const float* __restrict sine,
                                     const float* __restrict period, const float* limits, std::uint16_t* __restrict out,
                                     int n) {
    static_assert(kSectors == 16);
    // Tangents of the borders between sectors of 22.5 degrees in the first quadrant: 11.25, 33.75, 56.25, 78.75
    // degrees.
    constexpr float kTangents[4] = {0.198912367F, 0.668178638F, 1.49660576F, 5.02733949F};
    float borders[kPeriods - 1];  // where the compiler can see that nobody writes to them
    for (int k = 0; k < kPeriods - 1; ++k) borders[k] = limits[k];
    for (int x = 0; x < n; ++x) {
        const float c = cosine[x];
        const float s = sine[x];
        const float ac = c < 0 ? -c : c;
        const float as = s < 0 ? -s : s;
        int sector = (as > kTangents[0] * ac ? 1 : 0) + (as > kTangents[1] * ac ? 1 : 0) +
                     (as > kTangents[2] * ac ? 1 : 0) + (as > kTangents[3] * ac ? 1 : 0);
        sector = c < 0 ? 8 - sector : sector;
        sector = s < 0 ? (16 - sector) & 15 : sector;
        const float t = period[x];
        int step = 0;
#pragma GCC unroll 8
        for (int k = 0; k < kPeriods - 1; ++k) step += t > borders[k] ? 1 : 0;
        out[x] = static_cast<std::uint16_t>(sector * kPeriods + step);
    }
}

/// The even part with its amplitude drawn towards 1: even / sqrt(|z| + floor).
DACTYL_ROW_KERNEL void flatten(const float* __restrict even, const float* __restrict odd, float floor,
                               float* __restrict out, int n) {
    for (int x = 0; x < n; ++x) {
        const float amplitude = __builtin_sqrtf(even[x] * even[x] + odd[x] * odd[x]);
        out[x] = even[x] / __builtin_sqrtf(amplitude + floor);
    }
}

/// energy[x] += (even^2 + odd^2) / 2, variance[x] += normalised^2.
DACTYL_ROW_KERNEL void add_energy(const float* __restrict even, const float* __restrict odd,
                                  const std::int16_t* __restrict normalised, float* __restrict energy,
                                  float* __restrict variance, int n) {
    constexpr float kUnit = 1.0F / kDeviation;
    for (int x = 0; x < n; ++x) {
        const float v = static_cast<float>(normalised[x]) * kUnit;
        energy[x] += 0.5F * (even[x] * even[x] + odd[x] * odd[x]);
        variance[x] += v * v;
    }
}

/// flags[x] = 1 where the phase may wind around the four samples (x, x + 1) of the two rows: the even part changes its
/// sign, and the odd part does too or the filters differ. x in [0, n - 1).
DACTYL_ROW_KERNEL void flag_winding(const float* __restrict even0, const float* __restrict even1,
                                    const float* __restrict odd0, const float* __restrict odd1,
                                    const std::uint8_t* __restrict sector0, const std::uint8_t* __restrict sector1,
                                    std::uint8_t* __restrict flags, int n) {
    for (int x = 0; x < n - 1; ++x) {
        const int e =
            (even0[x] > 0 ? 1 : 0) + (even0[x + 1] > 0 ? 1 : 0) + (even1[x] > 0 ? 1 : 0) + (even1[x + 1] > 0 ? 1 : 0);
        const int o =
            (odd0[x] > 0 ? 1 : 0) + (odd0[x + 1] > 0 ? 1 : 0) + (odd1[x] > 0 ? 1 : 0) + (odd1[x + 1] > 0 ? 1 : 0);
        const int same = (sector0[x] == sector0[x + 1] ? 1 : 0) & (sector0[x] == sector1[x] ? 1 : 0) &
                         (sector0[x] == sector1[x + 1] ? 1 : 0);
        const int even_mixed = (e & 3) != 0 ? 1 : 0;
        const int odd_mixed = (o & 3) != 0 ? 1 : 0;
        flags[x] = static_cast<std::uint8_t>(even_mixed & (odd_mixed | (1 - same)));
    }
}

}  // namespace dactyl::stages::plain
