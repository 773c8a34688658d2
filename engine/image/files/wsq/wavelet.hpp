#pragma once

#include <vector>

#include "engine/image/files/wsq/subbands.hpp"

namespace dactyl::wsq {

/// The analysis filters of a symmetric wavelet with an odd number of taps: each from its middle outwards.
struct Filters {
    std::vector<float> low;   ///< (taps + 1) / 2 values
    std::vector<float> high;  ///< the same
};

/// The filters of the FBI's encoder, 9 and 7 taps (Cohen, Daubechies, Feauveau).
Filters standard_filters();

/// Samples or coefficients, row by row without padding.
struct Plane {
    int width = 0;
    int height = 0;
    std::vector<float> values;

    float* row(int y) { return values.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width); }
};

/// Samples to coefficients, in place. The order of every sum is fixed: the same bits on every processor.
void analyse(Plane& plane, const Subbands& subbands, const Filters& filters);

/// Coefficients to samples, in place; the same promise.
void synthesise(Plane& plane, const Subbands& subbands, const Filters& filters);

}  // namespace dactyl::wsq
