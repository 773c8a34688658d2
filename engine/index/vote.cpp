#include "engine/index/vote.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <numbers>

#include "engine/core/elementary.hpp"
#include "engine/simd/level.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/index/vote.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#ifndef DACTYL_VOTE_COMMON
#define DACTYL_VOTE_COMMON
namespace dactyl {
namespace {

using Options = VoteOptions;

template <class T>
using SignatureLanes = std::array<T, kSignatureLanes>;

constexpr int kRowBits = 5;  // a key is the distance of two codes and, below it, the probe's lane
static_assert(kSignatureLanes == 1U << kRowBits);
constexpr int kTurnLimit = Options::kTurn << 8;

struct Turn {
    std::int16_t cosine = 0;  // 1/32768
    std::int16_t sine = 0;
};

constexpr auto kTurns = [] {
    const auto fixed = [](double v) { return static_cast<std::int16_t>(v * 32767 + (v < 0 ? -0.5 : 0.5)); };
    std::array<Turn, 256> turns{};
    for (std::size_t i = 0; i < turns.size(); ++i) {
        const double radians = static_cast<double>(static_cast<std::int8_t>(i)) * (std::numbers::pi / 128);
        turns[i] = {fixed(cosine(radians)), fixed(sine(radians))};
    }
    return turns;
}();

// Each minutia of the reference with its choice among the probe's, in lanes; places in 1/8 pixel.
struct Proposals {
    alignas(64) SignatureLanes<std::int16_t> weight;  // 0 in unused lanes
    alignas(64) SignatureLanes<std::int16_t> probe_x;
    alignas(64) SignatureLanes<std::int16_t> probe_y;
    alignas(64) SignatureLanes<std::int16_t> reference_x;
    alignas(64) SignatureLanes<std::int16_t> reference_y;
    alignas(64) SignatureLanes<std::int16_t> turn;  // 1/65536 turn
    SignatureLanes<std::int16_t> cosine;
    SignatureLanes<std::int16_t> sine;
    std::size_t count = 0;
};

void propose(const ProbeSignature& probe, const PrintSignature& reference, const SignatureLanes<std::uint64_t>& keys,
             Proposals& out) {
    std::size_t n = 0;
    for (std::size_t j = 0; j < kSignatureLanes; ++j) {
        const int weight = Options::kFarthestCode - static_cast<int>(keys[j] >> kRowBits);
        const auto row = static_cast<std::size_t>(keys[j] & (kSignatureLanes - 1));
        const auto turned = static_cast<std::uint8_t>(probe.direction[row] - reference.direction[j]);
        out.weight[n] = static_cast<std::int16_t>(weight);
        out.probe_x[n] = probe.x[row];
        out.probe_y[n] = probe.y[row];
        out.reference_x[n] = static_cast<std::int16_t>(reference.x[j] * 32);
        out.reference_y[n] = static_cast<std::int16_t>(reference.y[j] * 32);
        out.turn[n] = static_cast<std::int16_t>(static_cast<std::uint16_t>(turned << 8));
        out.cosine[n] = kTurns[turned].cosine;
        out.sine[n] = kTurns[turned].sine;
        n += static_cast<std::size_t>(weight > 0 && reference.code[j] != 0);
    }
    out.count = n;
    std::fill(out.weight.begin() + n, out.weight.end(), std::int16_t{0});
}

// Votes by lane, own vote included, to one number.
std::uint16_t weigh(const Proposals& proposals, const SignatureLanes<std::int16_t>& votes) {
    std::int32_t sum = 0;
    for (std::size_t j = 0; j < kSignatureLanes; ++j) {
        sum += proposals.weight[j] * (votes[j] - proposals.weight[j]);
    }
    return static_cast<std::uint16_t>(sum / (Options::kPrior + static_cast<std::int32_t>(proposals.count)));
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

HWY_INLINE void count_votes(const Proposals& p, SignatureLanes<std::int16_t>& votes) {
    const hn::CappedTag<std::int16_t, 32> d;
    const hn::RebindToUnsigned<decltype(d)> du;
    const auto lanes = hn::Lanes(d);
    const auto beyond = hn::Set(d, Options::kDistance + 1);
    const auto turn_limit = hn::Set(du, static_cast<std::uint16_t>(kTurnLimit));
    for (std::size_t j = 0; j < kSignatureLanes; j += lanes) {
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
                const auto x = hn::Add(hn::MulFixedPoint15(dx, c), hn::MulFixedPoint15(dy, s));
                const auto y = hn::Sub(hn::MulFixedPoint15(dy, c), hn::MulFixedPoint15(dx, s));
                const auto ex = hn::Abs(hn::Sub(x, hn::Sub(px, hn::Set(d, p.probe_x[i]))));
                const auto ey = hn::Abs(hn::Sub(y, hn::Sub(py, hn::Set(d, p.probe_y[i]))));
                const auto turned = hn::BitCast(du, hn::Abs(hn::Sub(turn, hn::Set(d, p.turn[i]))));
                const auto near = hn::Lt(hn::Max(ex, ey), beyond);
                const auto like = hn::RebindMask(d, hn::Eq(hn::Min(turned, turn_limit), turned));
                sum = hn::Add(sum, hn::IfThenElseZero(hn::And(near, like), hn::Set(d, p.weight[i])));
            }
        }
        hn::Store(sum, d, &votes[j]);
    }
}

void vote_all(const ProbeSignature& probe, std::span<const PrintSignature> signatures, std::uint16_t* out) {
    alignas(64) SignatureLanes<std::uint64_t> keys;
    alignas(64) SignatureLanes<std::int16_t> votes;
    Proposals proposals;
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

std::int16_t fixed_product(int a, int b) { return static_cast<std::int16_t>((a * b + 0x4000) >> 15); }

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

void count_votes_plain(const Proposals& p, SignatureLanes<std::int16_t>& votes) {
    votes.fill(0);
    for (std::size_t j = 0; j < p.count; ++j) {
        for (std::size_t i = 0; i < p.count; ++i) {
            const int dx = p.reference_x[j] - p.reference_x[i];
            const int dy = p.reference_y[j] - p.reference_y[i];
            const int x = fixed_product(dx, p.cosine[i]) + fixed_product(dy, p.sine[i]);
            const int y = fixed_product(dy, p.cosine[i]) - fixed_product(dx, p.sine[i]);
            const int ex = std::abs(x - (p.probe_x[j] - p.probe_x[i]));
            const int ey = std::abs(y - (p.probe_y[j] - p.probe_y[i]));
            const int turned = std::abs(static_cast<std::int16_t>(p.turn[j] - p.turn[i]));
            if (std::max(ex, ey) <= Options::kDistance && turned <= kTurnLimit) {
                votes[j] = static_cast<std::int16_t>(votes[j] + p.weight[i]);
            }
        }
    }
}

void vote_all_plain(const ProbeSignature& probe, std::span<const PrintSignature> signatures, std::uint16_t* out) {
    SignatureLanes<std::uint64_t> keys;
    SignatureLanes<std::int16_t> votes;
    Proposals proposals;
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
