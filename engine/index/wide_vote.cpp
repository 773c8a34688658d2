#include "engine/index/wide_vote.hpp"

#include <algorithm>
#include <bit>

#include "engine/index/proposals.hpp"
#include "engine/match/prepared_print.hpp"
#include "engine/simd/level.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/index/wide_vote.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "engine/index/count_votes-inl.hpp"

#ifndef DACTYL_WIDE_VOTE_COMMON
#define DACTYL_WIDE_VOTE_COMMON
namespace dactyl {
namespace {

constexpr int kRowBits = 6;  // a key is the distance of two codes and, below it, the probe's lane
static_assert(kLanes == 1 << kRowBits);

void propose_widely(const PreparedPrint& probe, const PreparedPrint& reference, const LaneArray<std::uint32_t>& keys,
                    Proposals<kLanes>& out) {
    std::size_t n = 0;
    for (std::size_t j = 0; j < static_cast<std::size_t>(reference.described); ++j) {
        const int weight = (WideVoteOptions::kFarthestCode - static_cast<int>(keys[j] >> kRowBits)) / 2;
        const std::size_t row = keys[j] & (kLanes - 1);
        out.put(n, weight, {probe.x[row], probe.y[row]}, {reference.x[j], reference.y[j]},
                static_cast<std::uint16_t>(probe.direction[row] - reference.direction[j]));
        n += static_cast<std::size_t>(weight > 0);
    }
    out.end_at(n);
}

}  // namespace
}  // namespace dactyl
#endif

HWY_BEFORE_NAMESPACE();
namespace dactyl::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

HWY_INLINE void nearest_whole_codes(const PreparedPrint& probe, const PreparedPrint& reference,
                                    LaneArray<std::uint32_t>& keys) {
    const hn::CappedTag<std::uint32_t, 16> d;
    const auto lanes = hn::Lanes(d);
    const auto rows = static_cast<std::size_t>(probe.described);
    for (std::size_t j = 0; j < static_cast<std::size_t>(reference.described); j += lanes) {
        const auto b0 = hn::Load(d, &reference.bits[0][j]);
        const auto b1 = hn::Load(d, &reference.bits[1][j]);
        const auto b2 = hn::Load(d, &reference.bits[2][j]);
        const auto b3 = hn::Load(d, &reference.bits[3][j]);
        auto best = hn::Set(d, 0xFFFF);
        for (std::size_t i = 0; i < rows; ++i) {
            const auto differing = [&](auto b, std::size_t layer) {
                return hn::PopulationCount(hn::Xor(b, hn::Set(d, probe.bits[layer][i])));
            };
            const auto distance =
                hn::Add(hn::Add(differing(b0, 0), differing(b1, 1)), hn::Add(differing(b2, 2), differing(b3, 3)));
            best = hn::Min(best, hn::Or(hn::ShiftLeft<kRowBits>(distance), hn::Set(d, static_cast<std::uint32_t>(i))));
        }
        hn::Store(best, d, &keys[j]);
    }
}

std::uint16_t vote_widely(const PreparedPrint& probe, const PreparedPrint& reference) {
    alignas(64) LaneArray<std::uint32_t> keys;
    alignas(64) LaneArray<std::int16_t> votes;
    Proposals<kLanes> proposals;
    nearest_whole_codes(probe, reference, keys);
    propose_widely(probe, reference, keys, proposals);
    count_votes(proposals, votes);
    return weigh(proposals, votes);
}

}  // namespace dactyl::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dactyl {
namespace {

HWY_EXPORT(vote_widely);

void nearest_whole_codes_plain(const PreparedPrint& probe, const PreparedPrint& reference,
                               LaneArray<std::uint32_t>& keys) {
    for (std::size_t j = 0; j < static_cast<std::size_t>(reference.described); ++j) {
        std::uint32_t best = 0xFFFF;
        for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(probe.described); ++i) {
            int distance = 0;
            for (std::size_t layer = 0; layer < kCylinderLayers; ++layer) {
                distance += std::popcount(probe.bits[layer][i] ^ reference.bits[layer][j]);
            }
            best = std::min(best, static_cast<std::uint32_t>(distance) << kRowBits | i);
        }
        keys[j] = best;
    }
}

std::uint16_t vote_widely_plain(const PreparedPrint& probe, const PreparedPrint& reference) {
    LaneArray<std::uint32_t> keys;
    LaneArray<std::int16_t> votes;
    Proposals<kLanes> proposals;
    nearest_whole_codes_plain(probe, reference, keys);
    propose_widely(probe, reference, keys, proposals);
    count_votes_plain(proposals, votes);
    return weigh(proposals, votes);
}

}  // namespace

std::uint16_t wide_vote(const PreparedPrint& probe, const PreparedPrint& reference) {
    if (simd_scalar()) return vote_widely_plain(probe, reference);
    return HWY_DYNAMIC_DISPATCH(vote_widely)(probe, reference);
}

}  // namespace dactyl
#endif
