#pragma once

#include "engine/core/result.hpp"

namespace dactyl {

/// Settings of preparation and comparison; both sides of a comparison must be prepared with the same. The constants of
/// the single stages stand with the stages: the calibration holds for them alone.
struct MatchOptions {
    /// Minutiae of a print that take part, the best by quality; 8 to 64. More than 60 add noise (STUDY-extraction).
    int most_minutiae = 60;
    /// LSSR (0 to 1) below which a comparison ends without an alignment; 0 always aligns. The default stops two
    /// impostors in three and, of the mates that a threshold of FMR 0.1 % would accept, three in 10 000.
    double gate = 0.022;
    /// Rough similarity (similarity_score(), 0 to 1.5), before any alignment is refitted, below which a comparison
    /// ends; 0 always goes on. The default stops a third to two thirds of the impostors that passed `gate` and one in
    /// 10 000 of the mates that a threshold of FMR 0.1 % would accept.
    double rough_gate = 0.006;

    /// Errors: kInvalidArgument, naming the option.
    Result<void> check() const;
};

}  // namespace dactyl
