#include "engine/index/vote.hpp"

#include <algorithm>
#include <bit>

#include "engine/index/proposals.hpp"
#include "engine/simd/level.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/index/vote.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "engine/index/count_votes-inl.hpp"

#ifndef DACTYL_VOTE_COMMON
#define DACTYL_VOTE_COMMON
namespace dactyl {
namespace {

using Options = VoteOptions;

template <class T>
using SignatureLanes = std::array<T, kSignatureLanes>;

constexpr int kRowBits = 5;  // a key is the distance of two codes and, below it, the probe's lane
static_assert(kSignatureLanes == 1U << kRowBits);
void propose(const ProbeSignature& probe, const PrintSignature& reference, const SignatureLanes<std::uint64_t>& keys,
             Proposals<kSignatureLanes>& out) {
    std::size_t n = 0;
    for (std::size_t j = 0; j < kSignatureLanes; ++j) {
        const int weight = Options::kFarthestCode - static_cast<int>(keys[j] >> kRowBits);
        const auto row = static_cast<std::size_t>(keys[j] & (kSignatureLanes - 1));
        const auto turned = static_cast<std::uint8_t>(probe.direction[row] - reference.direction[j]);
        out.put(n, weight, {probe.x[row], probe.y[row]},
                {static_cast<std::int16_t>(reference.x[j] * 32), static_cast<std::int16_t>(reference.y[j] * 32)},
                static_cast<std::uint16_t>(turned << 8));
        n += static_cast<std::size_t>(weight > 0 && reference.code[j] != 0);
    }
    out.end_at(n);
}

}  // namespace
}  // namespace dactyl
#endif

HWY_BEFORE_NAMESPACE();
namespace dactyl::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

HWY_INLINE void nearest_codes(const ProbeSignature& probe, const PrintSignature& reference,
                              SignatureLanes<std::uint64_t>& keys) {
    const hn::CappedTag<std::uint64_t, 8> d;
    const auto lanes = hn::Lanes(d);
    for (std::size_t j = 0; j < kSignatureLanes; j += 4 * lanes) {
        const auto b0 = hn::LoadU(d, &reference.code[j]);
        const auto b1 = hn::LoadU(d, &reference.code[j + lanes]);
        const auto b2 = hn::LoadU(d, &reference.code[j + 2 * lanes]);
        const auto b3 = hn::LoadU(d, &reference.code[j + 3 * lanes]);
        auto k0 = hn::Set(d, 0xFFFF);
        auto k1 = k0;
        auto k2 = k0;
        auto k3 = k0;
        for (std::size_t i = 0; i < probe.count; ++i) {
            const auto a = hn::Set(d, probe.code[i]);
            const auto row = hn::Set(d, i);
            const auto key = [&](auto b) {
                return hn::Or(hn::ShiftLeft<kRowBits>(hn::PopulationCount(hn::Xor(a, b))), row);
            };
            k0 = hn::Min(k0, key(b0));
            k1 = hn::Min(k1, key(b1));
            k2 = hn::Min(k2, key(b2));
            k3 = hn::Min(k3, key(b3));
        }
        hn::Store(k0, d, &keys[j]);
        hn::Store(k1, d, &keys[j + lanes]);
        hn::Store(k2, d, &keys[j + 2 * lanes]);
        hn::Store(k3, d, &keys[j + 3 * lanes]);
    }
}

void vote_all(const ProbeSignature& probe, std::span<const PrintSignature> signatures, std::uint16_t* out) {
    alignas(64) SignatureLanes<std::uint64_t> keys;
    alignas(64) SignatureLanes<std::int16_t> votes;
    Proposals<kSignatureLanes> proposals;
    for (std::size_t s = 0; s < signatures.size(); ++s) {
        nearest_codes(probe, signatures[s], keys);
        propose(probe, signatures[s], keys, proposals);
        count_votes(proposals, votes);
        out[s] = weigh(proposals, votes);
    }
}

}  // namespace dactyl::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dactyl {
namespace {

HWY_EXPORT(vote_all);

void nearest_codes_plain(const ProbeSignature& probe, const PrintSignature& reference,
                         SignatureLanes<std::uint64_t>& keys) {
    for (std::size_t j = 0; j < kSignatureLanes; ++j) {
        std::uint64_t best = 0xFFFF;
        for (std::size_t i = 0; i < probe.count; ++i) {
            const auto distance = static_cast<std::uint64_t>(std::popcount(probe.code[i] ^ reference.code[j]));
            best = std::min(best, distance << kRowBits | i);
        }
        keys[j] = best;
    }
}

void vote_all_plain(const ProbeSignature& probe, std::span<const PrintSignature> signatures, std::uint16_t* out) {
    SignatureLanes<std::uint64_t> keys;
    SignatureLanes<std::int16_t> votes;
    Proposals<kSignatureLanes> proposals;
    for (std::size_t s = 0; s < signatures.size(); ++s) {
        nearest_codes_plain(probe, signatures[s], keys);
        propose(probe, signatures[s], keys, proposals);
        count_votes_plain(proposals, votes);
        out[s] = weigh(proposals, votes);
    }
}

}  // namespace

void vote(const ProbeSignature& probe, std::span<const PrintSignature> signatures, std::span<std::uint16_t> out) {
    if (simd_scalar()) {
        vote_all_plain(probe, signatures, out.data());
    } else {
        HWY_DYNAMIC_DISPATCH(vote_all)(probe, signatures, out.data());
    }
}

}  // namespace dactyl
#endif
