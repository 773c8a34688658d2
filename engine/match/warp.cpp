#include "engine/match/warp.hpp"

#include <algorithm>

#include "engine/simd/level.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/match/warp.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#ifndef DACTYL_WARP_COMMON
#define DACTYL_WARP_COMMON
namespace dactyl {
namespace {

// What one pairing asks of the minutiae around it.
struct Pull {
    float x;  // where its reference minutia lies
    float y;
    float left_x;  // what is left of its displacement
    float left_y;
    float worth;
    std::int32_t lane;  // of its reference minutia, which it does not move
};

constexpr float kPerSquaredReach = 1.0F / (WarpOptions::kReach * WarpOptions::kReach);

}  // namespace
}  // namespace dactyl
#endif

HWY_BEFORE_NAMESPACE();
namespace dactyl::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Lane by lane the operations of move_plain(), in the same order; no fused multiplications, which would round
// otherwise.
void move_lanes(const Overlay& rigid, std::size_t count, const Pull* pulls, std::size_t pull_count, Overlay& out) {
    const hn::CappedTag<float, 16> d;
    const hn::RebindToSigned<decltype(d)> di;
    const auto one = hn::Set(d, 1.0F);
    const auto per_squared_reach = hn::Set(d, kPerSquaredReach);
    for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
        const auto x = hn::Load(d, &rigid.x[i]);
        const auto y = hn::Load(d, &rigid.y[i]);
        const auto lane = hn::Iota(di, static_cast<std::int32_t>(i));
        auto weight = hn::Set(d, WarpOptions::kRidge);
        auto dx = hn::Zero(d);
        auto dy = hn::Zero(d);
        for (std::size_t k = 0; k < pull_count; ++k) {
            const Pull& pull = pulls[k];
            const auto left_x = hn::Set(d, pull.left_x);
            const auto left_y = hn::Set(d, pull.left_y);
            const auto worth = hn::Set(d, pull.worth);
            const auto ex = hn::Sub(x, hn::Set(d, pull.x));
            const auto ey = hn::Sub(y, hn::Set(d, pull.y));
            const auto squared = hn::Add(hn::Mul(ex, ex), hn::Mul(ey, ey));
            const auto inside = hn::ZeroIfNegative(hn::Sub(one, hn::Mul(squared, per_squared_reach)));
            const auto t2 = hn::Mul(inside, inside);
            const auto t4 = hn::Mul(t2, t2);
            const auto w = hn::Mul(hn::Mul(t4, t4), worth);
            const auto own = hn::RebindMask(d, hn::Eq(lane, hn::Set(di, pull.lane)));
            weight = hn::Sub(hn::Add(weight, w), hn::IfThenElseZero(own, worth));
            dx = hn::Sub(hn::Add(dx, hn::Mul(w, left_x)), hn::IfThenElseZero(own, hn::Mul(worth, left_x)));
            dy = hn::Sub(hn::Add(dy, hn::Mul(w, left_y)), hn::IfThenElseZero(own, hn::Mul(worth, left_y)));
        }
        hn::Store(hn::Add(x, hn::Div(dx, weight)), d, &out.x[i]);
        hn::Store(hn::Add(y, hn::Div(dy, weight)), d, &out.y[i]);
    }
}

}  // namespace dactyl::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dactyl {
namespace {

HWY_EXPORT(move_lanes);

// (1 - d^2 / R^2)^8 inside R: near the Gaussian of sigma R / 4, from products alone.
float nearness(float squared_distance) {
    const float t = 1 - squared_distance * kPerSquaredReach;
    const float inside = t > 0 ? t : 0;
    const float t2 = inside * inside;
    const float t4 = t2 * t2;
    return t4 * t4;
}

void move_plain(const Overlay& rigid, std::size_t count, std::span<const Pull> pulls, Overlay& out) {
    for (std::size_t i = 0; i < count; ++i) {
        float weight = WarpOptions::kRidge;
        float dx = 0;
        float dy = 0;
        for (const Pull& pull : pulls) {
            const float ex = rigid.x[i] - pull.x;
            const float ey = rigid.y[i] - pull.y;
            const float w = nearness(ex * ex + ey * ey) * pull.worth;
            weight += w;
            dx += w * pull.left_x;
            dy += w * pull.left_y;
            if (static_cast<std::size_t>(pull.lane) != i) continue;
            weight -= pull.worth;
            dx -= pull.worth * pull.left_x;
            dy -= pull.worth * pull.left_y;
        }
        out.x[i] = rigid.x[i] + dx / weight;
        out.y[i] = rigid.y[i] + dy / weight;
    }
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
    LaneArray<Pull> pulls;
    std::size_t count = 0;
    for (const Pairing& pairing : pairings) {
        const float x = rigid.x[pairing.reference];
        const float y = rigid.y[pairing.reference];
        pulls[count++] = {
            x, y, probe.px(pairing.probe) - x, probe.py(pairing.probe) - y, fit_weight(pairing), pairing.reference};
    }
    const std::size_t lanes = (static_cast<std::size_t>(reference.count) + 15) / 16 * 16;
    if (simd_scalar()) {
        move_plain(rigid, lanes, std::span(pulls).first(count), out);
    } else {
        HWY_DYNAMIC_DISPATCH(move_lanes)(rigid, lanes, pulls.data(), count, out);
    }
    std::copy_n(rigid.direction.begin(), lanes, out.direction.begin());
}

}  // namespace dactyl
#endif
