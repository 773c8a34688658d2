#include "engine/extract/confidence.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/elementary.hpp"

namespace dactyl::stages {

float distance_to_edge(const Mask& mask, float x, float y, float most) {
    // Pixels have integer positions: a cell's pixels lie from kCell * c to kCell * c + kCell - 1.
    const auto gap = [](float p, int cell) {
        const auto low = static_cast<float>(cell * kCell);
        const float high = low + (kCell - 1);
        return p < low ? low - p : (p > high ? p - high : 0.0F);
    };
    const int reach = static_cast<int>(most) / kCell + 2;
    const int cx = static_cast<int>(std::floor(x / kCell));
    const int cy = static_cast<int>(std::floor(y / kCell));
    float best = most * most;
    for (int r = cy - reach; r <= cy + reach; ++r) {
        const float dy = gap(y, r);
        if (dy * dy >= best) continue;
        const bool beyond = r < 0 || r >= mask.height();
        for (int c = cx - reach; c <= cx + reach; ++c) {
            if (!beyond && c >= 0 && c < mask.width() && mask.at(c, r) != 0) continue;
            const float dx = gap(x, c);
            best = std::min(best, dx * dx + dy * dy);
        }
    }
    return std::sqrt(best);
}

float confidence_of(const Vortex& vortex, const Map<float>& filtered, const Mask& mask,
                    const ConfidenceOptions& options) {
    constexpr double kEnergyFloor = 0.02;  // as it was fitted: keeps the logarithm of a blank corner finite
    const int c = std::clamp(static_cast<int>(std::lrint(vortex.x)) / kCell, 0, filtered.width() - 1);
    const int r = std::clamp(static_cast<int>(std::lrint(vortex.y)) / kCell, 0, filtered.height() - 1);
    const auto range = static_cast<float>(options.edge_range);
    const double edge = distance_to_edge(mask, vortex.x, vortex.y, range) / range;
    const double evidence = options.bias + options.energy * logarithm(filtered.at(c, r) + kEnergyFloor) +
                            options.edge * edge + options.isolation * vortex.isolation +
                            options.opposite * vortex.opposite;
    return static_cast<float>(1 / (1 + exponential(-evidence)));
}

}  // namespace dactyl::stages
