#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "bench/accuracy/bootstrap.hpp"
#include "bench/accuracy/report.hpp"

namespace dactyl {

/// Fingers (as in PrintOutcome::finger) that are presented together, as if of one person.
using FingerGroup = std::vector<std::uint32_t>;

/// Groups of `size` consecutive fingers. Where finger names say whose they are (PERSON_FINGER), a group never spans two
/// people. Fingers left over are not used. `names` gives each finger's name.
std::vector<FingerGroup> group_fingers(std::span<const std::string> names, std::size_t size);

/// What several fingers together reach: group against group, finger by finger, the calibrated scores added up (they are
/// logarithms of false match rates, so independent fingers' add). Impression i of every finger of the probe against
/// impression j of every finger of the reference: i < j for genuine pairs, all i <= j for impostors. Needs the scores
/// of all pairs (ImpostorRule::kAll); combinations with a print that is not in the set are left out. The finger of a
/// FingerScore is the group.
std::vector<FingerScore> fuse(const SetReport& report, std::span<const FingerGroup> groups);

}  // namespace dactyl
