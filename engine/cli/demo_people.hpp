#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "engine/accounts/card.hpp"
#include "engine/accounts/resident_id.hpp"

namespace dactyl::cli {

struct DemoCard {
    CardKind kind = CardKind::kOther;
    std::string number;
};

/// A person of the demo: invented, with numbers that pass every check and belong to nobody (a region that was never
/// assigned, cards of an issuer that does not exist).
struct DemoPerson {
    std::string name;
    ResidentId number;
    std::uint32_t finger = 0;  ///< of the synthetic population
    std::array<DemoCard, 4> cards;
};

/// Person `index`, always the same. 0 to kMostDemoPeople - 1.
DemoPerson demo_person(int index);

inline constexpr int kMostDemoPeople = 900;
/// Of the synthetic population of fingers that the demo's people have.
inline constexpr std::uint64_t kDemoSeed = 8;

}  // namespace dactyl::cli
