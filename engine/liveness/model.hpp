#pragma once

#include <span>

namespace dactyl {

/// The trained classifier: score = bias + sum of weight x (feature - mean). Above 0 the finger is taken for live.
/// Written by bench/liveness; see engine/docs/liveness.md.
struct LivenessModel {
    std::span<const float> means;
    std::span<const float> weights;
    float bias = 0;
};

const LivenessModel& liveness_model();

}  // namespace dactyl
