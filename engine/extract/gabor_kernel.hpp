#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/extract/filter_bank.hpp"

namespace dactyl::stages {

/// Applies filters[x] to n neighbouring pixels. `picture` points at the first one; the picture must be readable
/// bank.row_length() pixels beyond it on every side. The results are the sums of taps times samples, exact, whatever
/// the SIMD level.
void filter_run(const FilterBank& bank, const std::int16_t* picture, std::ptrdiff_t stride,
                const std::uint16_t* filters, int n, std::int32_t* even, std::int32_t* odd);

/// The same by plain loops: what the kernels are tested against.
void filter_run_plain(const FilterBank& bank, const std::int16_t* picture, std::ptrdiff_t stride,
                      const std::uint16_t* filters, int n, std::int32_t* even, std::int32_t* odd);

}  // namespace dactyl::stages
