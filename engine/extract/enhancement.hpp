#pragma once

#include "engine/extract/filter_bank.hpp"
#include "engine/extract/map.hpp"
#include "engine/extract/orientation.hpp"

namespace dactyl::stages {

/// The complex response of filters tuned, at every pixel, to the local orientation and period; 0 outside the mask. A
/// ridge's crest has a positive even part and no odd one.
struct Response {
    Map<float> even;
    Map<float> odd;
    Map<std::uint8_t>
        sector;  ///< the filter's orientation: normal at sector * pi / kSectors, which fixes the odd part's sign
};

/// A normalised picture with a margin of mean grey, ready to be filtered.
class FilterInput {
  public:
    FilterInput(const Map<std::int16_t>& picture, const FilterBank& bank);
    const std::int16_t* row(int y) const { return padded_.row(y + margin_) + margin_; }
    int stride() const { return padded_.width(); }
    int width() const { return padded_.width() - 2 * margin_; }
    int height() const { return padded_.height() - 2 * margin_; }

  private:
    int margin_;
    Map<std::int16_t> padded_;
};

/// Filters the picture where `mask` (on cells) is set; `cell` is the side of a cell in the picture's own pixels: kCell,
/// or half of it for a picture at half resolution.
Response filter_contextually(const FilterInput& picture, const FilterBank& bank, int cell,
                             const OrientationField& orientation, const Map<float>& period, const Mask& mask);

/// The even part with its amplitude drawn towards 1: what the next pass takes its orientation from.
Map<float> flatten(const Response& response);

}  // namespace dactyl::stages
