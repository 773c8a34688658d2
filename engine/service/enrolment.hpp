#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/core/finger.hpp"
#include "engine/core/ids.hpp"
#include "engine/core/result.hpp"
#include "engine/core/template.hpp"
#include "engine/service/comparing.hpp"
#include "engine/service/policy.hpp"

namespace dactyl {

/// The placements of one finger, extracted.
struct FingerPrints {
    FingerPosition position = FingerPosition::kUnknown;
    std::vector<Template> placements;
};

/// Checks the shape of an enrolment: 1 to 10 fingers of 1 to 10 placements, no position twice. Errors:
/// kInvalidArgument.
Result<void> check_counts(std::span<const std::size_t> placements, std::span<const FingerPosition> positions);

/// Checks that the placements of each finger match one another and those of different fingers do not. Errors:
/// kInvalidArgument.
Result<void> check_prints(std::span<const FingerPrints> fingers, const Policy& policy, MatchScratch& scratch);

/// The finger of the holder, enrolled before, that these prints are of, if any. Errors: kInvalidArgument when it was
/// enrolled under another position.
Result<std::optional<FingerId>> same_finger(const FingerPrints& prints, std::span<const DecodedImpression> enrolled,
                                            const Policy& policy, MatchScratch& scratch);

}  // namespace dactyl
