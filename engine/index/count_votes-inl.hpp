// Included once a target by the files that vote (Highway's foreach_target).
#if defined(DACTYL_COUNT_VOTES_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef DACTYL_COUNT_VOTES_INL
#undef DACTYL_COUNT_VOTES_INL
#else
#define DACTYL_COUNT_VOTES_INL
#endif

#include <hwy/highway.h>

#include "engine/index/proposals.hpp"

HWY_BEFORE_NAMESPACE();
namespace dactyl::HWY_NAMESPACE {

// Sums are saturated: prints larger than four inches then agree with nothing, instead of by accident.
template <std::size_t kSize>
HWY_INLINE void count_votes(const Proposals<kSize>& p, std::array<std::int16_t, kSize>& votes) {
    namespace hn = hwy::HWY_NAMESPACE;
    const hn::CappedTag<std::int16_t, 32> d;
    const hn::RebindToUnsigned<decltype(d)> du;
    const auto lanes = hn::Lanes(d);
    const auto beyond = hn::Set(d, VoteOptions::kDistance + 1);
    const auto turn_limit = hn::Set(du, static_cast<std::uint16_t>(VoteOptions::kTurn << 8));
    for (std::size_t j = 0; j < kSize; j += lanes) {
        auto sum = hn::Zero(d);
        if (j < p.count) {
            const auto px = hn::Load(d, &p.probe_x[j]);
            const auto py = hn::Load(d, &p.probe_y[j]);
            const auto rx = hn::Load(d, &p.reference_x[j]);
            const auto ry = hn::Load(d, &p.reference_y[j]);
            const auto turn = hn::Load(d, &p.turn[j]);
            for (std::size_t i = 0; i < p.count; ++i) {
                const auto c = hn::Set(d, p.cosine[i]);
                const auto s = hn::Set(d, p.sine[i]);
                const auto dx = hn::Sub(rx, hn::Set(d, p.reference_x[i]));
                const auto dy = hn::Sub(ry, hn::Set(d, p.reference_y[i]));
                const auto x = hn::SaturatedAdd(hn::MulFixedPoint15(dx, c), hn::MulFixedPoint15(dy, s));
                const auto y = hn::SaturatedSub(hn::MulFixedPoint15(dy, c), hn::MulFixedPoint15(dx, s));
                const auto off_x = hn::SaturatedSub(x, hn::Sub(px, hn::Set(d, p.probe_x[i])));
                const auto off_y = hn::SaturatedSub(y, hn::Sub(py, hn::Set(d, p.probe_y[i])));
                const auto error = hn::Max(hn::Max(off_x, hn::SaturatedSub(hn::Zero(d), off_x)),
                                           hn::Max(off_y, hn::SaturatedSub(hn::Zero(d), off_y)));
                const auto turned = hn::BitCast(du, hn::Abs(hn::Sub(turn, hn::Set(d, p.turn[i]))));
                const auto near = hn::Lt(error, beyond);
                const auto like = hn::RebindMask(d, hn::Eq(hn::Min(turned, turn_limit), turned));
                sum = hn::Add(sum, hn::IfThenElseZero(hn::And(near, like), hn::Set(d, p.weight[i])));
            }
        }
        hn::Store(sum, d, &votes[j]);
    }
}

}  // namespace dactyl::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
