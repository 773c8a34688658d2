#pragma once

#include <cstdint>

namespace dactyl {

struct PreparedPrint;

/// Values from engine/docs/decisions/0031-second-vote.md.
struct WideVoteOptions {
    static constexpr int kFarthestCode = 60;  ///< bits of 128 in which two codes differ; from there on no candidate
};

/// vote() with all that a comparison has: up to 64 minutiae a print, whole cylinder codes, exact places. Larger is
/// better, 0 for prints without minutiae. Integers alone: the same on every SIMD level. About 2 us with AVX-512.
std::uint16_t wide_vote(const PreparedPrint& probe, const PreparedPrint& reference);

}  // namespace dactyl
