#pragma once

#include <cstdint>

#include "engine/extract/map.hpp"

namespace dactyl::stages {

/// What decides whether a picture shows a fingerprint, and how good a one; means over the mask.
struct Evidence {
    int cells = 0;         ///< cells of the mask
    double explained = 0;  ///< part of the picture that the filters explain
    double coherence = 0;  ///< of the orientation of the unfiltered picture
    double flow = 0;       ///< coherence of the orientation after the coarse passes
    double period = 0;     ///< of the ridges, pixels
};

/// All maps on the cells of the mask.
Evidence gather_evidence(const Map<float>& explained, const Map<float>& coherence, const Map<float>& flow,
                         const Map<float>& period, const Mask& mask);

/// Whether it can be a fingerprint at all: refuses only what no real print comes near to.
bool is_fingerprint(const Evidence& evidence);

/// 0 (useless) to 100 (large and clear).
std::uint8_t rate_quality(const Evidence& evidence);

}  // namespace dactyl::stages
