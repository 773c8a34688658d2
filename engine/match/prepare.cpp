#include "engine/match/prepare.hpp"

#include <algorithm>
#include <numeric>

#include "engine/match/cylinder.hpp"
#include "engine/match/prepared.hpp"

namespace dactyl {
namespace {

// What 1/8 pixels in 16 bits can hold. Anything beyond is no print (eight inches).
bool representable(const Minutia& minutia) {
    constexpr float kLimit = 4095;
    return minutia.x >= 0 && minutia.x <= kLimit && minutia.y >= 0 && minutia.y <= kLimit;
}

// Indices of the minutiae that take part, by falling quality; equals in the template's order.
std::vector<std::size_t> select(const Template& print, std::size_t most) {
    std::vector<std::size_t> order;
    const std::size_t readable = std::min<std::size_t>(print.minutiae.size(), 255);  // what a standard record holds
    for (std::size_t i = 0; i < readable; ++i) {
        if (representable(print.minutiae[i])) order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return print.minutiae[a].quality > print.minutiae[b].quality;
    });
    order.resize(std::min(order.size(), most));
    return order;
}

void place(const Template& print, std::span<const std::size_t> order, PreparedPrint& out) {
    const bool known =
        std::any_of(order.begin(), order.end(), [&](std::size_t i) { return print.minutiae[i].quality > 0; });
    for (std::size_t lane = 0; lane < order.size(); ++lane) {
        const Minutia& minutia = print.minutiae[order[lane]];
        out.x[lane] = static_cast<std::int16_t>(minutia.x * 8);
        out.y[lane] = static_cast<std::int16_t>(minutia.y * 8);
        out.direction[lane] = minutia.direction.steps();
        const int quality = known ? minutia.quality : PrepareOptions::kUnknownQuality;
        out.quality[lane] = static_cast<std::uint8_t>(std::clamp(quality, 1, 100));
        out.source[lane] = static_cast<std::uint8_t>(order[lane]);
    }
    out.count = static_cast<int>(order.size());
}

// Moves the described minutiae to the front.
PreparedPrint described_first(const PreparedPrint& print, const LaneArray<bool>& described) {
    std::vector<std::size_t> order(static_cast<std::size_t>(print.count));
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto middle =
        std::stable_partition(order.begin(), order.end(), [&](std::size_t lane) { return described[lane]; });
    PreparedPrint out;
    out.count = print.count;
    out.described = static_cast<int>(middle - order.begin());
    out.quality_sum = std::accumulate(print.quality.begin(), print.quality.end(), 0);
    for (std::size_t lane = 0; lane < order.size(); ++lane) {
        const std::size_t from = order[lane];
        for (std::size_t layer = 0; layer < kCylinderLayers; ++layer) out.bits[layer][lane] = print.bits[layer][from];
        out.valid[lane] = print.valid[from];
        out.x[lane] = print.x[from];
        out.y[lane] = print.y[from];
        out.direction[lane] = print.direction[from];
        out.quality[lane] = print.quality[from];
        out.source[lane] = print.source[from];
    }
    return out;
}

std::size_t capacity(const MatchOptions& options) {
    return static_cast<std::size_t>(std::clamp(options.most_minutiae, 0, kLanes));
}

std::shared_ptr<const PreparedProbe> prepare_probe(const Template& print, const MatchOptions& options) {
    auto probe = std::make_shared<PreparedProbe>();
    probe->print = prepare_print(print, static_cast<int>(capacity(options)));
    probe->lookup = MinutiaLookup(probe->print);
    return probe;
}

}  // namespace

PreparedPrint prepare_print(const Template& print, int most) {
    PreparedPrint plain;
    const auto order = select(print, static_cast<std::size_t>(most));
    place(print, order, plain);

    std::vector<Point> points;
    for (int i = 0; i < plain.count; ++i) points.push_back({plain.px(i), plain.py(i)});
    const std::vector<Point> hull = convex_hull(points);
    const Region validity = validity_region(print, hull, PrepareOptions::kHullOffset);

    LaneArray<bool> described{};
    for (int i = 0; i < plain.count; ++i) described[static_cast<std::size_t>(i)] = encode_cylinder(plain, i, validity);
    PreparedPrint out = described_first(plain, described);
    out.overlap = overlap_region(validity, hull, PrepareOptions::kOverlapMargin);
    return out;
}

Probe::Probe(const Template& print, const MatchOptions& options) : probe_(prepare_probe(print, options)) {}

const PreparedPrint& Probe::print() const { return probe_->print; }

Reference::Reference(const Template& print, const MatchOptions& options)
    : print_(std::make_shared<PreparedPrint>(prepare_print(print, static_cast<int>(capacity(options))))) {}

std::size_t Reference::memory_bytes() const { return sizeof(PreparedPrint) + print_->overlap.memory_bytes(); }

}  // namespace dactyl
