#pragma once

#include <cstdint>

#include "engine/cli/console.hpp"
#include "engine/cli/demo_people.hpp"
#include "engine/core/result.hpp"
#include "engine/service/service.hpp"
#include "sensors/sensor.hpp"

namespace dactyl::cli {

/// A placement of a synthetic finger on a synthetic reader. Impressions from kFirstProbe on are never enrolled.
Result<Capture> take_synthetic(std::uint32_t finger, std::uint32_t impression);

inline constexpr std::uint32_t kFirstProbe = 20;

/// Enrols one more finger of a person by two placements, trying further ones where those do not do.
Result<void> enrol_finger(Service& service, const DemoPerson& person, FingerPosition position, std::uint32_t number);

struct PopulationReport {
    int people = 0;
    int enrolled = 0;  ///< of them by this call; the others were there already
    int cards = 0;     ///< linked by this call
    double seconds = 0;
};

/// Enrols the first `people` of the demo, two placements of one finger each, and links their four cards. What is in the
/// store already stays as it is, so that a walk that was broken off goes on where it stopped.
Result<PopulationReport> enrol_population(Service& service, int people, const ProgressCallback& progress);

}  // namespace dactyl::cli
