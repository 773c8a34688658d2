#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "datasets/synthetic/finger_traits.hpp"
#include "datasets/synthetic/lattice_noise.hpp"
#include "engine/core/units.hpp"

namespace dactyl::synthetic {

// The part of a finger that any sensor may see, pixels at 500 dpi for a finger of size 1, about the middle of the
// pattern: 20 mm wide, from the tip to the joint 27 mm.
inline constexpr double kFingerHalfWidth = 200;
inline constexpr double kFingerAbove = 225;
inline constexpr double kFingerBelow = 305;

/// A row of points: the first, and how many follow how far apart to its right. Pixels from the middle of the pattern.
struct PointRow {
    Point first;
    double step = 1;
    int count = 1;
};

/// How the ridges of one finger run: the zero-pole model of Sherlock and Monro (1993), each singular point's angle
/// corrected by a piecewise linear function as Vizcaya and Gerhardt (1996) have it, arches by the sine model of SFinGe,
/// then a smooth random field over all.
class OrientationModel {
  public:
    OrientationModel(const FingerTraits& traits, std::uint64_t seed, std::uint32_t finger);
    /// Twice the ridges' angle at a point (pixels from the middle of the pattern).
    Direction doubled(Point p) const;
    void doubled(const PointRow& row, Direction* angles) const;

  private:
    // The angle's correction about one singular point, in steps, at eight knots.
    using Correction = std::array<int, 8>;
    Direction ideal(Point p) const;

    const FingerTraits traits_;
    LatticeNoise wander_;
    std::vector<Correction> loops_;
    std::vector<Correction> deltas_;
};

/// How far apart the ridges of one finger lie: its own mean, wider towards the joint, narrower about the core, a smooth
/// random field over all.
class PeriodModel {
  public:
    PeriodModel(const FingerTraits& traits, std::uint64_t seed, std::uint32_t finger);
    /// Pixels at 500 dpi.
    double period(Point p) const;
    void period(const PointRow& row, double* periods) const;

  private:
    double period(Point p, float wander) const;

    double mean_;
    double size_;
    double towards_joint_;
    double about_core_;
    LatticeNoise wander_;
};

}  // namespace dactyl::synthetic
