#pragma once

#include <cstdint>
#include <span>

#include "engine/index/signature.hpp"

namespace dactyl {

/// Values from engine/docs/decisions/0020-candidates.md.
struct VoteOptions {
    static constexpr int kFarthestCode = 30;  ///< bits of 64 in which two codes differ; from there on no candidate
    static constexpr int kTurn = 17;          ///< 1/256 turn (24 degrees) between the rotations of two candidates
    static constexpr int kDistance = 96;      ///< 1/8 pixel (12 px), along either axis, where one puts the other
    static constexpr int kPrior = 8;          ///< added to the number of candidates, so that few prove little
};

/// How well the prints' minutiae agree in geometry, one number a signature, larger is better; 0 for prints without
/// minutiae. Each minutia of the reference takes the probe's of the most alike code; each of these candidates proposes
/// a rotation and a shift, and has a vote for every other one that its proposal brings to the right place with the
/// right direction. Votes weigh what both codes are alike. Integers alone: the same on every SIMD level. About 0.2 us a
/// signature with AVX-512. `out` is as long as `signatures`.
void vote(const ProbeSignature& probe, std::span<const PrintSignature> signatures, std::span<std::uint16_t> out);

}  // namespace dactyl
