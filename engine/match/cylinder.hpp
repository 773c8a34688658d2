#pragma once

#include "engine/match/prepared_print.hpp"

namespace dactyl {

/// Minutia Cylinder-Code (Cappelli, Ferrara, Maltoni, PAMI 2010, bit version). Values from STUDY-matching's sweep over
/// eight FVC sets unless said otherwise.
struct CylinderOptions {
    static constexpr double kRadius = 70;           ///< pixels; flat between 70 and 80
    static constexpr int kGrid = 6;                 ///< cells across the disc
    static constexpr double kPositionSigma = 11;    ///< pixels; 28/3 in the paper, wider here since the grid is coarser
    static constexpr double kDirectionSigma = 0.5;  ///< radians; 2 pi / 9 in the paper
    static constexpr double kBitThreshold = 0.005;  ///< 0.01 does harm
    static constexpr int kFewestNeighbours = 4;     ///< within reach, or the minutia has no code
    static constexpr int kFewestValidCells = 16;    ///< of 32, or the minutia has no code
};

/// Writes bits and valid of the minutia in lane `minutia` of a print whose positions and directions are filled in.
/// Returns whether it has a code; without one its words stay zero.
bool encode_cylinder(PreparedPrint& print, int minutia, const Region& validity);

}  // namespace dactyl
