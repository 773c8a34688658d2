#include "engine/match/reach.hpp"

#include <algorithm>
#include <cmath>

#include "engine/simd/level.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/match/reach.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dactyl::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

void reach_lanes(const PreparedPrint& probe, float centre_x, float centre_y, Tolerance tolerance, float* out) {
    const hn::CappedTag<float, 16> d;
    const hn::RebindToSigned<decltype(d)> di;
    const hn::Rebind<std::int16_t, decltype(d)> d16;
    const auto eighth = hn::Set(d, 0.125F);
    const auto away = [&](const std::int16_t* places, float centre) HWY_ATTR {
        const auto place = hn::ConvertTo(d, hn::PromoteTo(di, hn::LoadU(d16, places)));
        return hn::Sub(hn::Mul(place, eighth), hn::Set(d, centre));
    };
    for (std::size_t i = 0; i < kLanes; i += hn::Lanes(d)) {
        const auto x = away(&probe.x[i], centre_x);
        const auto y = away(&probe.y[i], centre_y);
        const auto distance = hn::Sqrt(hn::Add(hn::Mul(x, x), hn::Mul(y, y)));
        const auto wide = hn::Add(hn::Set(d, tolerance.base), hn::Mul(hn::Set(d, tolerance.growth), distance));
        const auto reach = hn::Min(wide, hn::Set(d, MinutiaLookup::kReach));
        hn::StoreU(hn::Mul(reach, reach), d, out + i);
    }
}

}  // namespace dactyl::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dactyl {
namespace {

HWY_EXPORT(reach_lanes);

void reach_plain(const PreparedPrint& probe, Eigen::Vector2f centre, Tolerance tolerance, float* out) {
    for (int i = 0; i < kLanes; ++i) {
        const float x = probe.px(i) - centre.x();
        const float y = probe.py(i) - centre.y();
        const float reach =
            std::min(MinutiaLookup::kReach, tolerance.base + tolerance.growth * std::sqrt(x * x + y * y));
        out[i] = reach * reach;
    }
}

}  // namespace

void squared_reaches(const PreparedPrint& probe, Eigen::Vector2f centre, Tolerance tolerance, LaneArray<float>& out) {
    if (simd_scalar()) {
        reach_plain(probe, centre, tolerance, out.data());
    } else {
        HWY_DYNAMIC_DISPATCH(reach_lanes)(probe, centre.x(), centre.y(), tolerance, out.data());
    }
}

}  // namespace dactyl
#endif
