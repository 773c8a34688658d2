#pragma once

#include <chrono>
#include <cstddef>

#include "engine/core/result.hpp"
#include "engine/core/units.hpp"

namespace dactyl {

/// The rules by which scores become decisions. Rates are of false matches: 1e-4 means one stranger in 10 000 attempts.
struct Policy {
    double verify_max_fmr = 1e-4;     ///< one attempt, card or number given; 1e-9 to 0.1
    double identify_max_fpir = 1e-3;  ///< the whole search, whatever the gallery's size; 1e-9 to 0.1
    int enroll_min_quality = 25;      ///< of an enrolled print, 0 to 100
    int enroll_min_minutiae = 12;     ///< of an enrolled print, 0 to 255
    int probe_min_quality = 10;       ///< below it a print that does not match is answered with Retry, 0 to 100
    int probe_min_area =
        40;                ///< mm2 of finger below which a print that does not match is answered with Retry, 0 to 1000
    int max_attempts = 5;  ///< refused placements in a row until the holder is locked for a while, 1 to 100
    std::chrono::seconds lockout{300};  ///< the first; doubled by each that follows without a success, 1 s to 24 h
    int max_terminal_attempts = 30;     ///< the same for a terminal that names itself, 1 to 10000
    std::chrono::seconds grant_lifetime{30};  ///< 1 to 30 s
    /// What becomes of a newcomer whose finger is enrolled under another number.
    enum class Duplicates { kRefuse, kHold } duplicates = Duplicates::kRefuse;
    int max_impressions = 10;              ///< of one finger: beyond it the oldest but the first goes, 2 to 100
    std::chrono::minutes utc_offset{480};  ///< of the clock by which cards have hours, -14 h to 14 h

    Result<void> check() const;
    /// The calibrated score that an attempt needs which compares the finger with that many impressions (union bound),
    /// at this policy's rate or at another one.
    Score verify_threshold(std::size_t comparisons = 1, double max_fmr = 0) const;
    /// The calibrated score that an identification among `gallery_size` impressions needs: FPIR / N (union bound).
    Score identify_threshold(std::size_t gallery_size) const;
};

}  // namespace dactyl
