#include "engine/service/policy.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include <fmt/core.h>

namespace dactyl {
namespace {

using namespace std::chrono_literals;

constexpr double kLowestRate = 1e-9;
constexpr double kHighestRate = 0.1;
constexpr std::chrono::minutes kWidestOffset = 14h;

template <class T>
Result<void> in_range(T value, T least, T most, std::string_view name) {
    if (value >= least && value <= most) return {};
    return fail(ErrorCode::kInvalidArgument, fmt::format("policy: {} must lie between {} and {}", name, least, most));
}

Score score_of_rate(double rate) { return Score(-10.0 * std::log10(rate)); }

}  // namespace

Result<void> Policy::check() const {
    for (const auto& checked :
         {in_range(verify_max_fmr, kLowestRate, kHighestRate, "verify_max_fmr"),
          in_range(identify_max_fpir, kLowestRate, kHighestRate, "identify_max_fpir"),
          in_range(enroll_min_quality, 0, 100, "enroll_min_quality"),
          in_range(enroll_min_minutiae, 0, 255, "enroll_min_minutiae"),
          in_range(probe_min_quality, 0, 100, "probe_min_quality"), in_range(probe_min_area, 0, 1000, "probe_min_area"),
          in_range(max_attempts, 1, 100, "max_attempts"),
          in_range(lockout.count(), (1s).count(), std::chrono::seconds(24h).count(), "lockout"),
          in_range(grant_lifetime.count(), (1s).count(), (30s).count(), "grant_lifetime"),
          in_range(max_terminal_attempts, 1, 10'000, "max_terminal_attempts"),
          in_range(max_impressions, 2, 100, "max_impressions"),
          in_range(utc_offset.count(), -kWidestOffset.count(), kWidestOffset.count(), "utc_offset")}) {
        if (!checked) return checked;
    }
    return {};
}

Score Policy::verify_threshold(std::size_t comparisons, double max_fmr) const {
    return score_of_rate((max_fmr > 0 ? max_fmr : verify_max_fmr) /
                         static_cast<double>(std::max<std::size_t>(comparisons, 1)));
}

Score Policy::identify_threshold(std::size_t gallery_size) const {
    return score_of_rate(identify_max_fpir / static_cast<double>(std::max<std::size_t>(gallery_size, 1)));
}

}  // namespace dactyl
