#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"

namespace dactyl {

/// The instruction sets that kernels may use on this machine, best first, "scalar" last: "avx3_dl", "avx2", "sse4", "neon", ...
std::vector<std::string> simd_levels();

/// The level in force: the best one, unless the environment variable DACTYL_SIMD names another. Read once, at the first call;
/// an unknown or unavailable name there leaves the best level in force (the command line refuses it beforehand).
/// Results never depend on it: it exists for tests, benchmarks and support.
std::string simd_level();

/// Puts a level in force for the whole process. Not thread-safe: for tests and for program start.
/// Errors: kInvalidArgument, naming the levels that this machine has.
Result<void> set_simd_level(std::string_view name);

/// Whether the plain C++ form of every kernel is asked for instead of Highway's. Call it (it is cheap) before
/// HWY_DYNAMIC_DISPATCH: it also makes DACTYL_SIMD take effect. Thread-safe.
bool simd_scalar();

}  // namespace dactyl
