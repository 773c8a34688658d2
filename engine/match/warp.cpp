#include "engine/match/warp.hpp"

namespace dactyl {
namespace {

// (1 - d^2 / R^2)^8 inside R: near the Gaussian of sigma R / 4, from products alone.
inline float nearness(float squared_distance) {
    const float t = 1 - squared_distance * (1.0F / (WarpOptions::kReach * WarpOptions::kReach));
    const float inside = t > 0 ? t : 0;
    const float t2 = inside * inside;
    const float t4 = t2 * t2;
    return t4 * t4;
}

}  // namespace

void lay_over(const PreparedPrint& reference, const Rigid& rigid, Overlay& out) {
    for (std::size_t i = 0; i < kLanes; ++i) {
        const float x = static_cast<float>(reference.x[i]) * 0.125F;
        const float y = static_cast<float>(reference.y[i]) * 0.125F;
        out.x[i] = rigid.cosine * x + rigid.sine * y + rigid.shift.x();
        out.y[i] = rigid.cosine * y - rigid.sine * x + rigid.shift.y();
        out.direction[i] = static_cast<std::uint16_t>(reference.direction[i] + rigid.rotation.steps());
    }
}

void warp(const PreparedPrint& probe, const PreparedPrint& reference, std::span<const Pairing> pairings,
          const Overlay& rigid, Overlay& out) {
    alignas(64) LaneArray<float> weight;
    alignas(64) LaneArray<float> dx{};
    alignas(64) LaneArray<float> dy{};
    weight.fill(WarpOptions::kRidge);
    const std::size_t lanes = (static_cast<std::size_t>(reference.count) + 15) / 16 * 16;
    for (const Pairing& pairing : pairings) {
        const float x = rigid.x[pairing.reference];
        const float y = rigid.y[pairing.reference];
        const float left_x = probe.px(pairing.probe) - x;
        const float left_y = probe.py(pairing.probe) - y;
        const float worth = fit_weight(pairing);
        for (std::size_t i = 0; i < lanes; ++i) {
            const float ex = rigid.x[i] - x;
            const float ey = rigid.y[i] - y;
            const float w = nearness(ex * ex + ey * ey) * worth;
            weight[i] += w;
            dx[i] += w * left_x;
            dy[i] += w * left_y;
        }
        weight[pairing.reference] -= worth;
        dx[pairing.reference] -= worth * left_x;
        dy[pairing.reference] -= worth * left_y;
    }
    for (std::size_t i = 0; i < lanes; ++i) {
        out.x[i] = rigid.x[i] + dx[i] / weight[i];
        out.y[i] = rigid.y[i] + dy[i] / weight[i];
        out.direction[i] = rigid.direction[i];
    }
}

}  // namespace dactyl
