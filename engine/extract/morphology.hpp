#pragma once

#include "engine/extract/map.hpp"

namespace dactyl::stages {

/// `times` dilations (erosions) by 3 x 3 cells; what lies beyond the map neither grows nor erodes:
/// a print that the picture's edge cuts off reaches to that edge.
Mask dilate(const Mask& mask, int times);
Mask erode(const Mask& mask, int times);

/// The largest 4-connected component with its holes filled; empty stays empty. Among equals the first in reading order.
Mask largest_filled(const Mask& mask);

/// Closing, largest component with holes filled, opening, and again the largest component.
Mask tidy(const Mask& mask, int close, int open);

/// Number of cells inside.
int area(const Mask& mask);

/// The columns [first, last) of a row between which all its inside cells lie; first == last where there are none.
struct Extent {
    int first = 0;
    int last = 0;
};
Samples<Extent> row_extents(const Mask& mask);

}  // namespace dactyl::stages
