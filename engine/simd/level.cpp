#include "engine/simd/level.hpp"

#include <hwy/targets.h>

#include <atomic>
#include <cctype>
#include <cstdlib>

namespace dactyl {
namespace {

constexpr std::string_view kScalar = "scalar";

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

// What the machine can do, before anything is forced.
std::int64_t machine_targets() {
    static const std::int64_t targets = hwy::SupportedTargets();
    return targets;
}

std::int64_t best_bit(std::int64_t targets) { return targets & -targets; }

bool put_in_force(std::string_view name, std::atomic<bool>& scalar) {
    if (name == kScalar) {
        scalar = true;
        return true;
    }
    // Highway numbers better targets with lower bits: a level allows its own bit and all worse ones.
    for (std::int64_t rest = machine_targets(); rest != 0; rest &= rest - 1) {
        if (lower(hwy::TargetName(best_bit(rest))) == name) {
            scalar = false;
            hwy::SetSupportedTargetsForTest(rest);
            hwy::GetChosenTarget().Update(rest);
            return true;
        }
    }
    return false;
}

std::atomic<bool>& forced_scalar() {
    static std::atomic<bool> scalar = false;
    static const bool read = [] {
        if (const char* wanted = std::getenv("DACTYL_SIMD")) put_in_force(lower(wanted), scalar);
        return true;
    }();
    static_cast<void>(read);
    return scalar;
}

}  // namespace

std::vector<std::string> simd_levels() {
    std::vector<std::string> names;
    for (std::int64_t rest = machine_targets(); rest != 0; rest &= rest - 1) {
        std::string name = lower(hwy::TargetName(best_bit(rest)));
        if (name != kScalar) names.push_back(std::move(name));  // Highway's own scalar target is not our plain form
    }
    names.emplace_back(kScalar);
    return names;
}

std::string simd_level() {
    if (forced_scalar()) return std::string(kScalar);
    return lower(hwy::TargetName(best_bit(hwy::SupportedTargets())));
}

Result<void> set_simd_level(std::string_view name) {
    machine_targets();
    if (put_in_force(lower(name), forced_scalar())) return {};
    std::string known;
    for (const std::string& level : simd_levels()) known += (known.empty() ? "" : ", ") + level;
    return fail(ErrorCode::kInvalidArgument,
                "no SIMD level '" + std::string(name) + "' on this machine; it has: " + known);
}

bool simd_scalar() { return forced_scalar().load(std::memory_order_relaxed); }

}  // namespace dactyl
