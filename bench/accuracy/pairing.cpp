#include "bench/accuracy/pairing.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace dactyl {
namespace {

std::vector<bool> first_impressions(std::span<const std::uint32_t> finger) {
    std::vector<bool> first(finger.size());
    std::vector<bool> seen(finger.empty() ? 0 : std::size_t{*std::max_element(finger.begin(), finger.end())} + 1);
    for (std::size_t i = 0; i < finger.size(); ++i) {
        first[i] = !seen[finger[i]];
        seen[finger[i]] = true;
    }
    return first;
}

}  // namespace

Result<std::vector<PrintPair>> pair_prints(std::span<const std::uint32_t> finger, ImpostorRule rule) {
    const std::vector<bool> first = first_impressions(finger);
    std::vector<PrintPair> pairs;
    bool any_genuine = false;
    bool any_impostor = false;
    for (std::uint32_t a = 0; a < finger.size(); ++a) {
        for (std::uint32_t b = a + 1; b < finger.size(); ++b) {
            const bool genuine = finger[a] == finger[b];
            if (!genuine && rule == ImpostorRule::kFirstImpressions && !(first[a] && first[b])) {
                continue;
            }
            (genuine ? any_genuine : any_impostor) = true;
            pairs.push_back({a, b, genuine});
        }
        if (pairs.size() > kMostPairs) {
            return fail(
                ErrorCode::kInvalidArgument,
                fmt::format("more than {} pairs to compare; compare first impressions only ('fvc')", kMostPairs));
        }
    }
    if (!any_genuine) {
        return fail(ErrorCode::kNotFound, "no genuine pairs: no finger has two prints");
    }
    if (!any_impostor) {
        return fail(ErrorCode::kNotFound, "no impostor pairs: all prints are of one finger");
    }
    return pairs;
}

}  // namespace dactyl
