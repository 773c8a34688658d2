#include "engine/service/enrolment.hpp"

#include <algorithm>

#include <fmt/core.h>

namespace dactyl {
namespace {

constexpr std::size_t kMostFingers = 10;
constexpr std::size_t kMostPlacements = 10;

bool contradict(FingerPosition a, FingerPosition b) {
    return a != FingerPosition::kUnknown && b != FingerPosition::kUnknown && a != b;
}

}  // namespace

Result<void> check_counts(std::span<const std::size_t> placements, std::span<const FingerPosition> positions) {
    if (placements.empty() || placements.size() > kMostFingers) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("an enrolment has 1 to {} fingers", kMostFingers));
    }
    if (std::ranges::any_of(placements, [](std::size_t n) { return n < 1 || n > kMostPlacements; })) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("a finger is placed 1 to {} times", kMostPlacements));
    }
    for (auto position = positions.begin(); position != positions.end(); ++position) {
        if (*position == FingerPosition::kUnknown) continue;
        if (std::find(position + 1, positions.end(), *position) != positions.end()) {
            return fail(ErrorCode::kInvalidArgument,
                        fmt::format("the position {} is given twice", to_string(*position)));
        }
    }
    return {};
}

Result<void> check_prints(std::span<const FingerPrints> fingers, const Policy& policy, MatchScratch& scratch) {
    for (std::size_t i = 0; i < fingers.size(); ++i) {
        if (!match_one_another(fingers[i].placements, policy.verify_threshold(), scratch)) {
            return fail(ErrorCode::kInvalidArgument,
                        fmt::format("the placements of finger {} are not all of the same finger", i + 1));
        }
        for (std::size_t j = 0; j < i; ++j) {
            const std::size_t pairs = fingers[i].placements.size() * fingers[j].placements.size();
            if (any_match(fingers[i].placements, fingers[j].placements, policy.verify_threshold(pairs), scratch)) {
                return fail(ErrorCode::kInvalidArgument,
                            fmt::format("fingers {} and {} are the same finger", j + 1, i + 1));
            }
        }
    }
    return {};
}

Result<std::optional<FingerId>> same_finger(const FingerPrints& prints, std::span<const DecodedImpression> enrolled,
                                            const Policy& policy, MatchScratch& scratch) {
    const Score threshold = policy.verify_threshold(prints.placements.size() * enrolled.size());
    for (const Template& placement : prints.placements) {
        const auto match = best_match(placement, enrolled, threshold, scratch);
        if (!match) continue;
        const auto known = std::ranges::find(enrolled, match->impression, &DecodedImpression::id);
        if (contradict(known->print.position, prints.position)) {
            return fail(ErrorCode::kInvalidArgument,
                        fmt::format("this finger is enrolled as {}", to_string(known->print.position)));
        }
        return match->finger;
    }
    return std::optional<FingerId>();
}

}  // namespace dactyl
