#include "engine/match/pairing.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>

#include "engine/match/reach.hpp"

namespace dactyl {
namespace {

constexpr int kTurnReach = direction_steps(PairingOptions::kTurn);

// Marks bit `lane` in all strips that come within kReach of `at`.
void mark(std::vector<std::uint64_t>& strips, int lane, float at, float width) {
    const auto first = static_cast<std::size_t>(std::max(0.0F, at - MinutiaLookup::kReach) / width);
    const auto last = static_cast<std::size_t>((at + MinutiaLookup::kReach) / width);
    for (std::size_t i = first; i <= last && i < strips.size(); ++i) strips[i] |= std::uint64_t{1} << lane;
}

}  // namespace

MinutiaLookup::MinutiaLookup(const PreparedPrint& print) {
    if (print.count == 0) return;
    float right = print.px(0);
    float bottom = print.py(0);
    left_ = right;
    top_ = bottom;
    for (int i = 1; i < print.count; ++i) {
        left_ = std::min(left_, print.px(i));
        right = std::max(right, print.px(i));
        top_ = std::min(top_, print.py(i));
        bottom = std::max(bottom, print.py(i));
    }
    left_ -= kReach + kStripWidth;
    top_ -= kReach + kStripWidth;
    columns_.assign(static_cast<std::size_t>((right + kReach - left_) / kStripWidth) + 2, 0);
    rows_.assign(static_cast<std::size_t>((bottom + kReach - top_) / kStripWidth) + 2, 0);
    for (int i = 0; i < print.count; ++i) {
        mark(columns_, i, print.px(i) - left_, kStripWidth);
        mark(rows_, i, print.py(i) - top_, kStripWidth);
        for (std::size_t sector = 0; sector < sectors_.size(); ++sector) {
            const auto middle = Direction::from_steps(
                static_cast<std::uint16_t>((sector << kSectorShift) + (1U << (kSectorShift - 1))));
            if (std::abs(turn(middle, print.dir(i))) <= kTurnReach + (1 << (kSectorShift - 1))) {
                sectors_[sector] |= std::uint64_t{1} << i;
            }
        }
    }
}

PairingScratch::PairingScratch() { rivals.reserve(kLanes * kLanes); }

void pair_minutiae(const PreparedPrint& probe, const MinutiaLookup& lookup, const Overlay& overlay, int reference_count,
                   const SimilarityMatrix& similarity, Eigen::Vector2f centre, Tolerance tolerance,
                   PairingScratch& scratch, std::vector<Pairing>& out) {
    scratch.rivals.clear();
    std::uint64_t claimed = 0;    // probe minutiae that some reference minutia wants
    std::uint64_t disputed = 0;   // and those that several want
    std::uint64_t undecided = 0;  // reference minutiae that want several
    LaneArray<float> squared_reach;
    squared_reaches(probe, centre, tolerance, squared_reach);
    LaneArray<std::uint64_t> near;
    for (std::size_t r = 0; r < static_cast<std::size_t>(reference_count); ++r) {
        near[r] = lookup.near(overlay.x[r], overlay.y[r], Direction::from_steps(overlay.direction[r]));
    }
    for (int r = 0; r < reference_count; ++r) {
        const auto lane = static_cast<std::size_t>(r);
        const auto direction = Direction::from_steps(overlay.direction[lane]);
        int wishes = 0;
        for (std::uint64_t rest = near[lane]; rest != 0; rest &= rest - 1) {
            const int p = std::countr_zero(rest);
            const float px = probe.px(p);
            const float py = probe.py(p);
            const float most = squared_reach[static_cast<std::size_t>(p)];
            const float dx = overlay.x[lane] - px;
            const float dy = overlay.y[lane] - py;
            const float squared = dx * dx + dy * dy;
            const int turned = std::abs(turn(direction, probe.dir(p)));
            if (squared > most || turned > kTurnReach) continue;
            const float angle = static_cast<float>(turned) / kTurnReach;
            const float cost = squared / most + angle * angle;
            const float alike = similarity.at(p, r);
            scratch.rivals.push_back(
                {cost - PairingOptions::kSimilarityWorth * alike,
                 {static_cast<std::uint8_t>(p), static_cast<std::uint8_t>(r), alike, cost, std::sqrt(squared)}});
            disputed |= claimed & (std::uint64_t{1} << p);
            claimed |= std::uint64_t{1} << p;
            ++wishes;
        }
        if (wishes > 1) undecided |= std::uint64_t{1} << r;
    }
    // Whoever has no rival is paired at once; only the rest needs an order.
    out.clear();
    std::size_t rivals = 0;
    for (const auto& rival : scratch.rivals) {
        const bool rivalled =
            ((disputed >> rival.pairing.probe) & 1U) != 0 || ((undecided >> rival.pairing.reference) & 1U) != 0;
        if (rivalled) {
            scratch.rivals[rivals++] = rival;
        } else {
            out.push_back(rival.pairing);
        }
    }
    std::sort(scratch.rivals.begin(), scratch.rivals.begin() + static_cast<std::ptrdiff_t>(rivals),
              [](const auto& a, const auto& b) {
                  if (a.order != b.order) return a.order < b.order;
                  return a.pairing.reference != b.pairing.reference ? a.pairing.reference < b.pairing.reference
                                                                    : a.pairing.probe < b.pairing.probe;
              });
    std::uint64_t probe_taken = 0;
    std::uint64_t reference_taken = 0;
    for (std::size_t i = 0; i < rivals; ++i) {
        const Pairing& pairing = scratch.rivals[i].pairing;
        const std::uint64_t p = std::uint64_t{1} << pairing.probe;
        const std::uint64_t r = std::uint64_t{1} << pairing.reference;
        if ((probe_taken & p) != 0 || (reference_taken & r) != 0) continue;
        probe_taken |= p;
        reference_taken |= r;
        out.push_back(pairing);
    }
}

}  // namespace dactyl
