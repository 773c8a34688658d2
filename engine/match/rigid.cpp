#include "engine/match/rigid.hpp"

#include <cmath>

namespace dactyl {
namespace {

/// A turn of one radian weighs as much as this many pixels of displacement (squared below).
constexpr float kDirectionArm = 15;

Eigen::Vector2f position(const PreparedPrint& print, int i) { return {print.px(i), print.py(i)}; }

}  // namespace

Rigid rigid_of_pair(const PreparedPrint& probe, int p, const PreparedPrint& reference, int r) {
    Rigid rigid;
    rigid.rotation = probe.dir(p) - reference.dir(r);
    rigid.cosine = rigid.rotation.cosine();
    rigid.sine = rigid.rotation.sine();
    rigid.shift = position(probe, p) - rigid.turned(position(reference, r));
    return rigid;
}

Eigen::Vector2f middle_of(const PreparedPrint& probe, std::span<const Pairing> pairings) {
    Eigen::Vector2f sum = Eigen::Vector2f::Zero();
    float weight = 0;
    for (const Pairing& pairing : pairings) {
        sum += fit_weight(pairing) * position(probe, pairing.probe);
        weight += fit_weight(pairing);
    }
    return sum / weight;
}

Rigid fit_rigid(const PreparedPrint& probe, const PreparedPrint& reference, std::span<const Pairing> pairings) {
    const Eigen::Vector2f probe_middle = middle_of(probe, pairings);
    Eigen::Vector2f reference_middle = Eigen::Vector2f::Zero();
    float weight = 0;
    for (const Pairing& pairing : pairings) {
        reference_middle += fit_weight(pairing) * position(reference, pairing.reference);
        weight += fit_weight(pairing);
    }
    reference_middle /= weight;

    float along = 0;   // sum of dot products: the cosine part
    float across = 0;  // sum of cross products, counter-clockwise as seen: the sine part
    for (const Pairing& pairing : pairings) {
        const float w = fit_weight(pairing);
        const Eigen::Vector2f a = position(probe, pairing.probe) - probe_middle;
        const Eigen::Vector2f b = position(reference, pairing.reference) - reference_middle;
        const Direction difference = probe.dir(pairing.probe) - reference.dir(pairing.reference);
        along += w * (a.x() * b.x() + a.y() * b.y() + kDirectionArm * kDirectionArm * difference.cosine());
        across += w * (a.x() * b.y() - a.y() * b.x() + kDirectionArm * kDirectionArm * difference.sine());
    }
    Rigid rigid;
    rigid.rotation = Direction::of_vector(along, -across);
    rigid.cosine = rigid.rotation.cosine();
    rigid.sine = rigid.rotation.sine();
    rigid.shift = probe_middle - rigid.turned(reference_middle);
    return rigid;
}

}  // namespace dactyl
