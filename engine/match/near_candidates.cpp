#include <bit>
#include <cstdlib>

#include "engine/match/relaxation.hpp"
#include "engine/simd/level.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/match/near_candidates.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#ifndef DACTYL_NEAR_CANDIDATES_COMMON
#define DACTYL_NEAR_CANDIDATES_COMMON
namespace dactyl {
namespace {

using Options = RelaxationOptions;

constexpr int kTurnReach = direction_steps(Options::kAngleMiddle - Options::kNothing / Options::kAngleSlope);
constexpr auto kDistanceReach =
    static_cast<float>(Options::kDistanceMiddle - Options::kNothing / Options::kDistanceSlope);

// Positions and rotations of the candidates, gathered into lanes; unused lanes hold the last candidate's.
struct Gathered {
    alignas(64) LaneArray<float> probe_x;
    alignas(64) LaneArray<float> probe_y;
    alignas(64) LaneArray<float> reference_x;
    alignas(64) LaneArray<float> reference_y;
    alignas(64) LaneArray<std::int32_t> turn;
};

Gathered gather(const PreparedPrint& probe, const PreparedPrint& reference, const Candidates& candidates) {
    Gathered g;
    for (std::size_t i = 0; i < kLanes; ++i) {
        const bool used = i < static_cast<std::size_t>(candidates.count);
        const std::size_t p = used ? candidates.probe[i] : 0;
        const std::size_t r = used ? candidates.reference[i] : 0;
        g.probe_x[i] = static_cast<float>(probe.x[p]) * 0.125F;
        g.probe_y[i] = static_cast<float>(probe.y[p]) * 0.125F;
        g.reference_x[i] = static_cast<float>(reference.x[r]) * 0.125F;
        g.reference_y[i] = static_cast<float>(reference.y[r]) * 0.125F;
        g.turn[i] = static_cast<std::int16_t>(static_cast<std::uint16_t>(probe.direction[p] - reference.direction[r]));
    }
    return g;
}

}  // namespace
}  // namespace dactyl
#endif

HWY_BEFORE_NAMESPACE();
namespace dactyl::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// |sqrt(A) - sqrt(B)| <= T without a root: A + B - T^2 <= 2 sqrt(A B), squared where the left side is positive.
std::size_t list_near(const Gathered& g, std::size_t count, std::uint16_t* out) {
    const hn::CappedTag<float, 16> d;
    const hn::RebindToSigned<decltype(d)> di;
    const auto lanes = hn::Lanes(d);
    const auto beyond = hn::Set(di, kTurnReach + 1);
    const auto slack = hn::Set(d, kDistanceReach * kDistanceReach);
    const auto four = hn::Set(d, 4.0F);
    std::size_t n = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto px = hn::Set(d, g.probe_x[i]);
        const auto py = hn::Set(d, g.probe_y[i]);
        const auto rx = hn::Set(d, g.reference_x[i]);
        const auto ry = hn::Set(d, g.reference_y[i]);
        const auto turn = hn::Set(di, g.turn[i]);
        for (std::size_t j = (i + 1) / lanes * lanes; j < count; j += lanes) {
            const auto difference = hn::Sub(turn, hn::Load(di, &g.turn[j]));
            const auto wrapped = hn::Abs(hn::ShiftRight<16>(hn::ShiftLeft<16>(difference)));
            const auto ax = hn::Sub(hn::Load(d, &g.probe_x[j]), px);
            const auto ay = hn::Sub(hn::Load(d, &g.probe_y[j]), py);
            const auto bx = hn::Sub(hn::Load(d, &g.reference_x[j]), rx);
            const auto by = hn::Sub(hn::Load(d, &g.reference_y[j]), ry);
            const auto a = hn::Add(hn::Mul(ax, ax), hn::Mul(ay, ay));
            const auto b = hn::Add(hn::Mul(bx, bx), hn::Mul(by, by));
            const auto sum = hn::Max(hn::Sub(hn::Add(a, b), slack), hn::Zero(d));
            const auto near = hn::Le(hn::Mul(sum, sum), hn::Mul(four, hn::Mul(a, b)));
            const auto kept = hn::And(near, hn::RebindMask(d, hn::Lt(wrapped, beyond)));
            alignas(8) std::uint8_t bytes[8] = {};
            hn::StoreMaskBits(d, kept, bytes);
            std::uint32_t bits = bytes[0] | static_cast<std::uint32_t>(bytes[1]) << 8U;
            if (j <= i) bits &= ~0U << (i + 1 - j);
            if (j + lanes > count) bits &= ~(~0U << (count - j));
            for (; bits != 0; bits &= bits - 1) {
                out[n++] =
                    static_cast<std::uint16_t>(i * kLanes + j + static_cast<std::size_t>(std::countr_zero(bits)));
            }
        }
    }
    return n;
}

}  // namespace dactyl::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dactyl {
namespace {

HWY_EXPORT(list_near);

std::size_t list_near_plain(const Gathered& g, std::size_t count, std::uint16_t* out) {
    std::size_t n = 0;
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = i + 1; j < count; ++j) {
            const auto turn = static_cast<std::int16_t>(static_cast<std::uint16_t>(g.turn[i] - g.turn[j]));
            if (std::abs(int{turn}) > kTurnReach) continue;
            const float ax = g.probe_x[j] - g.probe_x[i];
            const float ay = g.probe_y[j] - g.probe_y[i];
            const float bx = g.reference_x[j] - g.reference_x[i];
            const float by = g.reference_y[j] - g.reference_y[i];
            const float a = ax * ax + ay * ay;
            const float b = bx * bx + by * by;
            const float sum = std::max(a + b - kDistanceReach * kDistanceReach, 0.0F);
            if (sum * sum <= 4.0F * (a * b)) out[n++] = static_cast<std::uint16_t>(i * kLanes + j);
        }
    }
    return n;
}

}  // namespace

std::size_t near_candidates(const PreparedPrint& probe, const PreparedPrint& reference, const Candidates& candidates,
                            std::uint16_t* out) {
    const Gathered gathered = gather(probe, reference, candidates);
    const auto count = static_cast<std::size_t>(candidates.count);
    return simd_scalar() ? list_near_plain(gathered, count, out)
                         : HWY_DYNAMIC_DISPATCH(list_near)(gathered, count, out);
}

}  // namespace dactyl
#endif
