#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/extract/map.hpp"

namespace dactyl::stages {

inline constexpr int kSectors = 16;  ///< orientations of the filters, over half a turn
inline constexpr int kPeriods = 9;   ///< periods of the filters, log-spaced from kLeastPeriod to kMostPeriod
/// Filter taps are integers: kUnitTap stands for 1.
inline constexpr int kUnitTap = 1 << 16;
/// Taps of a row are padded with zeros to one of these numbers.
inline constexpr int kNarrowRow = 16;
inline constexpr int kWideRow = 32;

/// One complex Gabor filter in integers: for each row its even taps, then its odd taps, both of the bank's row length.
/// The taps of each part sum to 0; a unit wave of the filter's period and orientation gives amplitude 1.
struct Filter {
    const std::int16_t* taps = nullptr;  ///< aligned to 64 bytes
    int radius = 0;                      ///< rows and columns -radius to radius
};

/// kSectors x kPeriods isotropic complex Gabor filters, sigma = 5/12 of the period. Immutable.
class FilterBank {
  public:
    /// `scale` is the picture's: 1 for full resolution, 0.5 for half.
    explicit FilterBank(double scale);

    /// The filter of index sector * kPeriods + step.
    const Filter& filter(int index) const { return filters_[static_cast<std::size_t>(index)]; }
    int row_length() const { return row_length_; }
    int largest_radius() const { return largest_radius_; }
    /// The kPeriods - 1 periods, in pixels at full resolution, between neighbouring filters' ranges.
    const float* limits() const { return limits_.data(); }

    static const FilterBank& full();  ///< built at the first call, about 5 ms
    static const FilterBank& half();

  private:
    struct alignas(64) Line {
        std::array<std::int16_t, 32> taps;
    };
    std::vector<Line> lines_;
    std::array<Filter, kSectors * kPeriods> filters_;
    std::array<float, kPeriods - 1> limits_{};
    int row_length_ = 0;
    int largest_radius_ = 0;
};

}  // namespace dactyl::stages
