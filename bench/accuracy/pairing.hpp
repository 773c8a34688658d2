#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/result.hpp"

namespace dactyl {

/// Which pairs of prints of different fingers are compared.
enum class ImpostorRule {
    kAll,               ///< every pair
    kFirstImpressions,  ///< the first impressions of the fingers only, as FVC does
};

/// Two prints of a set, as indices into it; probe < reference.
struct PrintPair {
    std::uint32_t probe = 0;
    std::uint32_t reference = 0;
    bool genuine = false;

    friend bool operator==(const PrintPair&, const PrintPair&) = default;
};

/// Pairs beyond which an evaluation is refused before it eats the memory.
inline constexpr std::size_t kMostPairs = 200'000'000;

/// All genuine pairs and the impostor pairs of the rule, each once, ordered by probe, then by reference. `finger` gives
/// the finger of each print. Errors: kNotFound without a genuine or without an impostor pair, kInvalidArgument beyond
/// kMostPairs.
Result<std::vector<PrintPair>> pair_prints(std::span<const std::uint32_t> finger, ImpostorRule rule);

}  // namespace dactyl
