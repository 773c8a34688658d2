#pragma once

#include <functional>
#include <string>
#include <vector>

#include "bench/scale/mates.hpp"
#include "engine/match/compare.hpp"
#include "engine/match/prepared_print.hpp"

namespace dactyl {

/// A way to put prints into an order, best first, that might stand between the vote and the comparison.
struct Rival {
    std::string name;
    std::function<void(const PreparedPrint&)> take_probe;
    std::function<double(const PreparedPrint&)> score;  ///< of a reference; larger is better
};

enum class RivalKind {
    kMiddle,       ///< of codes and geometry, between vote and comparison
    kDescriptors,  ///< of fixed length, one a print
};

/// Not thread-safe: one set a thread.
std::vector<Rival> make_rivals(RivalKind kind);

/// Why the vote may have lost a mate.
struct LostMate {
    int probe_minutiae = 0;  ///< with a cylinder code
    int enrolled_minutiae = 0;
    std::size_t pairs = 0;  ///< of minutiae that the full comparison takes for the same
    int in_lanes = 0;       ///< of these, pairs with both minutiae in a signature
    int chosen = 0;         ///< of these, pairs whose codes find each other
    int in_place = 0;       ///< of these, pairs that the median of the others' proposals puts where they are
};

LostMate look_at(const MatedSearch& search, const Explanation& explanation);

}  // namespace dactyl
