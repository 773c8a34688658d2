#pragma once

namespace dactyl {

/// What one core of this machine can do at best, measured now.
struct MachineLimits {
    double read_bytes_a_second = 0;  ///< a plain loop over far more memory than the caches hold
    double popcounts_a_second = 0;   ///< of 64 bits, xor and sum included, from the first cache
};

/// Takes about a second of CPU time and 256 MB.
MachineLimits measure_limits();

}  // namespace dactyl
