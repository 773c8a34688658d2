#include "engine/match/relaxation.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <span>

#include "engine/core/elementary.hpp"

namespace dactyl {
namespace {

using Options = RelaxationOptions;

constexpr double kDistanceReach = Options::kDistanceMiddle - Options::kNothing / Options::kDistanceSlope;
constexpr double kAngleReach = Options::kAngleMiddle - Options::kNothing / Options::kAngleSlope;

constexpr int kDistanceSteps = 16;  // table entries per pixel
constexpr int kTurnShift = 3;       // table entries per 8 direction steps
constexpr int kTangentSteps = 512;  // table entries per unit of tangent
constexpr double kTangentReach = 0.5407;
static_assert(kTangentReach >= 0.5406 && kAngleReach < 0.4957, "tangent of the reach of the bearing");

constexpr auto kDistanceTable = [] {
    std::array<float, static_cast<std::size_t>(kDistanceReach * kDistanceSteps) + 2> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const double pixels = (static_cast<double>(i) + 0.5) / kDistanceSteps;
        table[i] = static_cast<float>(sigmoid(pixels, Options::kDistanceMiddle, Options::kDistanceSlope));
    }
    return table;
}();

constexpr auto kTurnTable = [] {
    std::array<float, static_cast<std::size_t>(direction_steps(kAngleReach) >> kTurnShift) + 2> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const double radians = (static_cast<double>(i) + 0.5) * (1 << kTurnShift) * (2 * std::numbers::pi / 65536);
        table[i] = static_cast<float>(sigmoid(radians, Options::kAngleMiddle, Options::kAngleSlope));
    }
    return table;
}();

constexpr auto kBearingTable = [] {
    std::array<float, static_cast<std::size_t>(kTangentReach * kTangentSteps) + 2> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const double tangent = (static_cast<double>(i) + 0.5) / kTangentSteps;
        table[i] = static_cast<float>(sigmoid(arc_tangent(tangent), Options::kAngleMiddle, Options::kAngleSlope));
    }
    return table;
}();

struct Vector {
    float x = 0;
    float y = 0;
};

// How well `turned` by `rotation` (counter-clockwise, y down) points along `wanted`: 1 down to 0.
float bearing_agreement(Vector wanted, Vector turned, Direction rotation) {
    const float c = rotation.cosine();
    const float s = rotation.sine();
    const Vector v{c * turned.x + s * turned.y, c * turned.y - s * turned.x};
    const float along = wanted.x * v.x + wanted.y * v.y;
    const float across = std::fabs(wanted.x * v.y - wanted.y * v.x);
    if (!(across <= static_cast<float>(kTangentReach) * along)) return 0;
    if (along <= 0) return kBearingTable.front();  // one of the vectors has no length: nothing speaks against it
    return kBearingTable[static_cast<std::size_t>(across / along * kTangentSteps)];
}

void link_candidates(const PreparedPrint& probe, const PreparedPrint& reference, const Candidates& candidates,
                     RelaxationScratch& scratch) {
    const std::size_t near = near_candidates(probe, reference, candidates, scratch.near.data());
    scratch.links.clear();
    for (const std::uint16_t pair : std::span(scratch.near).first(near)) {
        const auto a = static_cast<std::uint8_t>(pair / kLanes);
        const auto b = static_cast<std::uint8_t>(pair % kLanes);
        const int pa = candidates.probe[a];
        const int pb = candidates.probe[b];
        const int ra = candidates.reference[a];
        const int rb = candidates.reference[b];
        const Vector on_probe{probe.px(pb) - probe.px(pa), probe.py(pb) - probe.py(pa)};
        const Vector on_reference{reference.px(rb) - reference.px(ra), reference.py(rb) - reference.py(ra)};
        const Direction rotation_a = probe.dir(pa) - reference.dir(ra);
        const Direction rotation_b = probe.dir(pb) - reference.dir(rb);
        const float for_a = bearing_agreement(on_probe, on_reference, rotation_a);
        const float for_b = bearing_agreement(on_probe, on_reference, rotation_b);
        if (for_a == 0 && for_b == 0) continue;
        const float distance = std::fabs(std::sqrt(on_probe.x * on_probe.x + on_probe.y * on_probe.y) -
                                         std::sqrt(on_reference.x * on_reference.x + on_reference.y * on_reference.y));
        const auto turned = static_cast<std::size_t>(std::abs(turn(rotation_a, rotation_b)));
        const auto step = std::min(static_cast<std::size_t>(distance * kDistanceSteps), kDistanceTable.size() - 1);
        const float agreement = kDistanceTable[step] * kTurnTable[turned >> kTurnShift];
        scratch.links.push_back({a, b, agreement * for_a, agreement * for_b});
    }
}

// Mean value of the best pairs, by how much of its similarity a pair has kept; the fixed divisor makes few pairs count
// less.
double mean_of_best(const Candidates& candidates, const LaneArray<float>& value) {
    struct Kept {
        float efficiency;
        std::uint8_t index;
    };
    LaneArray<Kept> order;
    const auto count = static_cast<std::size_t>(candidates.count);
    for (std::size_t i = 0; i < count; ++i) {
        order[i] = {value[i] / static_cast<float>(candidates.similarity[i]), static_cast<std::uint8_t>(i)};
    }
    const std::size_t best = std::min<std::size_t>(Options::kBestPairs, count);
    std::partial_sort(order.begin(), order.begin() + best, order.begin() + count, [](const Kept& a, const Kept& b) {
        return a.efficiency != b.efficiency ? a.efficiency > b.efficiency : a.index < b.index;
    });
    double sum = 0;
    for (std::size_t i = 0; i < best; ++i) sum += value[order[i].index];
    return sum / Options::kBestPairs;
}

}  // namespace

RelaxationScratch::RelaxationScratch() { links.reserve(kLanes * kLanes / 2); }

void relax(const PreparedPrint& probe, const PreparedPrint& reference, const Candidates& candidates,
           RelaxationScratch& scratch, Relaxed& out) {
    const auto count = static_cast<std::size_t>(candidates.count);
    for (std::size_t i = 0; i < count; ++i) {
        out.value[i] = static_cast<float>(candidates.similarity[i]) * (1.0F / kSimilarityOne);
    }
    if (count >= 2) {
        link_candidates(probe, reference, candidates, scratch);
        const auto own = static_cast<float>(Options::kOwnWeight);
        const float others = (1 - own) / static_cast<float>(count - 1);
        for (int round = 0; round < Options::kRounds; ++round) {
            LaneArray<float> support{};
            for (const Link& link : scratch.links) {
                support[link.a] += link.for_a * out.value[link.b];
                support[link.b] += link.for_b * out.value[link.a];
            }
            for (std::size_t i = 0; i < count; ++i) out.value[i] = own * out.value[i] + others * support[i];
        }
    }
    out.lssr = mean_of_best(candidates, out.value);
}

}  // namespace dactyl
