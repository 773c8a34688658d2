#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <numbers>

#include "engine/core/elementary.hpp"
#include "engine/index/vote.hpp"

namespace dactyl {

struct Turn {
    std::int16_t cosine = 0;  // 1/32768
    std::int16_t sine = 0;
};

inline constexpr auto kTurns = [] {
    const auto fixed = [](double v) { return static_cast<std::int16_t>(v * 32767 + (v < 0 ? -0.5 : 0.5)); };
    std::array<Turn, 256> turns{};
    for (std::size_t i = 0; i < turns.size(); ++i) {
        const double radians = static_cast<double>(static_cast<std::int8_t>(i)) * (std::numbers::pi / 128);
        turns[i] = {fixed(cosine(radians)), fixed(sine(radians))};
    }
    return turns;
}();

/// Each minutia of the reference with its choice among the probe's, in lanes; places in 1/8 pixel, in [-4096, 4096] or
/// in [0, 32767].
template <std::size_t kSize>
struct Proposals {
    struct Place {
        std::int16_t x = 0;
        std::int16_t y = 0;
    };
    template <class T>
    using Column = std::array<T, kSize>;

    alignas(64) Column<std::int16_t> weight;  ///< 1 to 30; 0 in unused lanes
    alignas(64) Column<std::int16_t> probe_x;
    alignas(64) Column<std::int16_t> probe_y;
    alignas(64) Column<std::int16_t> reference_x;
    alignas(64) Column<std::int16_t> reference_y;
    alignas(64) Column<std::int16_t> turn;  ///< 1/65536 turn
    Column<std::int16_t> cosine;
    Column<std::int16_t> sine;
    std::size_t count = 0;

    /// `turned`: the probe's direction less the reference's, 1/65536 turn.
    void put(std::size_t lane, int weighs, Place on_probe, Place on_reference, std::uint16_t turned) {
        const Turn& rounded = kTurns[static_cast<std::uint16_t>(turned + 128) >> 8];
        weight[lane] = static_cast<std::int16_t>(weighs);
        probe_x[lane] = on_probe.x;
        probe_y[lane] = on_probe.y;
        reference_x[lane] = on_reference.x;
        reference_y[lane] = on_reference.y;
        turn[lane] = static_cast<std::int16_t>(turned);
        cosine[lane] = rounded.cosine;
        sine[lane] = rounded.sine;
    }
    void end_at(std::size_t lanes) {
        count = lanes;
        std::fill(weight.begin() + static_cast<std::ptrdiff_t>(lanes), weight.end(), std::int16_t{0});
    }
};

/// Votes by lane, own vote included, to one number.
template <std::size_t kSize>
std::uint16_t weigh(const Proposals<kSize>& proposals, const std::array<std::int16_t, kSize>& votes) {
    std::int32_t sum = 0;
    for (std::size_t j = 0; j < kSize; ++j) {
        sum += proposals.weight[j] * (votes[j] - proposals.weight[j]);
    }
    return static_cast<std::uint16_t>(sum / (VoteOptions::kPrior + static_cast<std::int32_t>(proposals.count)));
}

inline int fixed_product(int a, int b) { return static_cast<std::int16_t>((a * b + 0x4000) >> 15); }

inline int saturated(int value) { return std::clamp(value, -0x8000, 0x7FFF); }

/// The plain form of count_votes() in count_votes-inl.hpp.
template <std::size_t kSize>
void count_votes_plain(const Proposals<kSize>& p, std::array<std::int16_t, kSize>& votes) {
    votes.fill(0);
    for (std::size_t j = 0; j < p.count; ++j) {
        for (std::size_t i = 0; i < p.count; ++i) {
            const int dx = p.reference_x[j] - p.reference_x[i];
            const int dy = p.reference_y[j] - p.reference_y[i];
            const int x = saturated(fixed_product(dx, p.cosine[i]) + fixed_product(dy, p.sine[i]));
            const int y = saturated(fixed_product(dy, p.cosine[i]) - fixed_product(dx, p.sine[i]));
            const int ex = std::abs(saturated(x - (p.probe_x[j] - p.probe_x[i])));
            const int ey = std::abs(saturated(y - (p.probe_y[j] - p.probe_y[i])));
            const int turned = std::abs(static_cast<std::int16_t>(p.turn[j] - p.turn[i]));
            if (std::max(ex, ey) <= VoteOptions::kDistance && turned <= VoteOptions::kTurn << 8) {
                votes[j] = static_cast<std::int16_t>(votes[j] + p.weight[i]);
            }
        }
    }
}

}  // namespace dactyl
