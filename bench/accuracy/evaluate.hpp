#pragma once

#include <functional>
#include <stop_token>

#include "bench/accuracy/alteration.hpp"
#include "bench/accuracy/report.hpp"
#include "engine/extract/options.hpp"
#include "engine/match/options.hpp"

namespace dactyl {

struct EvaluateOptions {
    ImpostorRule impostors = ImpostorRule::kAll;
    int threads = 0;  ///< 0: all that oneTBB offers; at most 1024
    Alteration alteration;
    ExtractOptions extract;
    MatchOptions match;
    BootstrapOptions bootstrap;
    int fused_fingers = 0;  ///< also what that many fingers together reach: 0 (no), 2 to 10; needs ImpostorRule::kAll
    bool identification = false;  ///< also the identification protocol

    Result<void> check() const;
};

enum class EvaluatePhase { kExtraction, kComparison };

/// Called now and then, from one thread at a time; `done` never falls within a phase.
using EvaluateProgress = std::function<void(EvaluatePhase phase, std::size_t done, std::size_t total)>;

/// Extracts every print of a set (or decodes its templates), compares the pairs of the protocol and counts the errors.
/// Pictures that cannot be read or extracted are failures to enrol, never left out. The same scores for any number of
/// threads and any SIMD level. Errors: kInvalidArgument (options, too many pairs, fewer fingers than are fused,
/// alterations of templates), kNotFound (no genuine or no impostor pairs), kCancelled.
Result<SetReport> evaluate(const Dataset& set, const EvaluateOptions& options = {},
                           const EvaluateProgress& progress = {}, std::stop_token stop = {});

/// The same from prints that are enrolled already, in the order of the set; without alterations.
Result<SetReport> evaluate_enrolled(const Dataset& set, std::vector<PrintOutcome> prints,
                                    const EvaluateOptions& options = {}, const EvaluateProgress& progress = {},
                                    std::stop_token stop = {});

/// What all of evaluate() need: options that pass their checks, and the pairs of the protocol.
Result<std::vector<PrintPair>> pairs_of(const Dataset& set, const EvaluateOptions& options);

}  // namespace dactyl
