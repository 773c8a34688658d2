#pragma once

#include "bench/scale/distractors.hpp"

namespace dactyl {

/// Opening a sealed gallery file from the page cache, best of three.
struct SealingRate {
    std::size_t bytes = 0;
    double seconds = 0;      ///< wall clock
    double cpu_seconds = 0;  ///< of all threads

    double bytes_a_second() const { return seconds > 0 ? static_cast<double>(bytes) / seconds : 0; }
    double bytes_a_cpu_second() const { return cpu_seconds > 0 ? static_cast<double>(bytes) / cpu_seconds : 0; }
};

/// Seals up to 200 000 of the fingers into a temporary file and opens it. Errors: those of the gallery file.
Result<SealingRate> measure_sealing(const Distractors& distractors, int threads);

}  // namespace dactyl
