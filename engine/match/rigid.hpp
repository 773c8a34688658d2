#pragma once

#include <span>

#include <Eigen/Core>

#include "engine/core/units.hpp"
#include "engine/match/prepared_print.hpp"

namespace dactyl {

/// A rotation and a shift of the reference print into the probe's picture; pixels, y down.
struct Rigid {
    Direction rotation;  ///< counter-clockwise as seen, what is added to the reference's directions
    float cosine = 1;
    float sine = 0;  ///< of `rotation`, mathematical: positive for counter-clockwise
    Eigen::Vector2f shift = Eigen::Vector2f::Zero();

    Eigen::Vector2f turned(Eigen::Vector2f p) const {
        return {cosine * p.x() + sine * p.y(), cosine * p.y() - sine * p.x()};
    }
    Eigen::Vector2f apply(Eigen::Vector2f p) const { return turned(p) + shift; }
    Eigen::Vector2f undo(Eigen::Vector2f p) const {
        const Eigen::Vector2f q = p - shift;
        return {cosine * q.x() - sine * q.y(), cosine * q.y() + sine * q.x()};
    }
};

/// Two minutiae taken for the same.
struct Pairing {
    std::uint8_t probe = 0;
    std::uint8_t reference = 0;
    float similarity = 0;  ///< of the cylinder codes, 0 to 1
    float cost = 0;        ///< squared distance and turn, each as a share of its tolerance; 0 to 2
    float distance = 0;    ///< pixels, where the pairing was made
};

/// A pairing's weight in fits; the floor lets minutiae without a code count a little.
inline float fit_weight(const Pairing& pairing) { return 0.2F + pairing.similarity; }

/// The transform that lays one reference minutia exactly on one of the probe's, direction included.
Rigid rigid_of_pair(const PreparedPrint& probe, int p, const PreparedPrint& reference, int r);

/// Least-squares transform over the pairings (not empty), positions and directions together, in closed form.
Rigid fit_rigid(const PreparedPrint& probe, const PreparedPrint& reference, std::span<const Pairing> pairings);

/// Weighted middle of the pairings on the probe.
Eigen::Vector2f middle_of(const PreparedPrint& probe, std::span<const Pairing> pairings);

}  // namespace dactyl
