#include "engine/extract/dipoles.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace dactyl::stages {
namespace {

struct Pair {
    float distance = 0;  // squared, in units of the ellipse
    std::size_t first = 0;
    std::size_t second = 0;

    friend bool operator<(const Pair& a, const Pair& b) {
        return std::tie(a.distance, a.first, a.second) < std::tie(b.distance, b.first, b.second);
    }
};

float periods_between(const Vortex& a, const Vortex& b) {
    const float dx = a.x - b.x;
    const float dy = a.y - b.y;
    return std::sqrt(dx * dx + dy * dy) / a.period;
}

// `kept` and `all` are in the same reading order, so that a minutia knows itself by its position.
void measure_isolation(Samples<Vortex>& kept, const Samples<Vortex>& all) {
    for (Vortex& v : kept) {
        for (const Vortex& other : all) {
            if (other.x != v.x || other.y != v.y) v.isolation = std::min(v.isolation, periods_between(v, other));
        }
        for (const Vortex& other : kept) {
            if (other.charge != v.charge) v.opposite = std::min(v.opposite, periods_between(v, other));
        }
    }
}

}  // namespace

Samples<Vortex> remove_dipoles(const Samples<Vortex>& vortices, const MinutiaOptions& options) {
    const auto across = static_cast<float>(options.dipole_across);
    const auto along = static_cast<float>(options.dipole_along);
    const float reach = std::max(across, along);
    Samples<Pair> pairs;
    if (across > 0 && along > 0) {
        for (std::size_t i = 0; i < vortices.size(); ++i) {
            const Vortex& a = vortices[i];
            const float c = a.direction.cosine();
            const float s = a.direction.sine();
            for (std::size_t j = i + 1; j < vortices.size(); ++j) {
                const Vortex& b = vortices[j];
                const float period = 0.5F * (a.period + b.period);
                const float dx = b.x - a.x;
                const float dy = b.y - a.y;
                if (dy > reach * period + 14) break;
                if (a.charge == b.charge) continue;
                const float u = (dx * c - dy * s) / (along * period);
                const float v = (dx * s + dy * c) / (across * period);
                const float distance = u * u + v * v;
                if (distance < 1) pairs.push_back({distance, i, j});
            }
        }
    }
    std::sort(pairs.begin(), pairs.end());
    Samples<std::uint8_t> removed(vortices.size());
    for (const Pair& p : pairs) {
        if (!removed[p.first] && !removed[p.second]) removed[p.first] = removed[p.second] = true;
    }
    Samples<Vortex> kept;
    for (std::size_t i = 0; i < vortices.size(); ++i) {
        if (!removed[i]) kept.push_back(vortices[i]);
    }
    measure_isolation(kept, vortices);
    return kept;
}

}  // namespace dactyl::stages
