#include "bench/scale/rivals.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <memory>
#include <numbers>

#include "engine/index/signature.hpp"
#include "engine/index/vote.hpp"
#include "engine/index/wide_vote.hpp"
#include "engine/match/candidates.hpp"
#include "engine/match/relaxation.hpp"
#include "engine/match/similarity.hpp"

namespace dactyl {
namespace {

using std::numbers::pi;

struct Relaxing {
    PreparedPrint probe;
    SimilarityMatrix similarity;
    Candidates candidates;
    RelaxationScratch scratch;
    Relaxed relaxed;

    void pair(const PreparedPrint& reference) {
        similarity_matrix(probe, reference, similarity);
        pair_greedily(similarity, candidates);
    }
};

Rival lssr() {
    const auto state = std::make_shared<Relaxing>();
    return {"LSSR, the gate", [state](const PreparedPrint& probe) { state->probe = probe; },
            [state](const PreparedPrint& reference) {
                state->pair(reference);
                relax(state->probe, reference, state->candidates, state->scratch, state->relaxed);
                return state->relaxed.lssr;
            }};
}

Rival best_codes() {
    const auto state = std::make_shared<Relaxing>();
    return {"ten most alike pairs, no geometry", [state](const PreparedPrint& probe) { state->probe = probe; },
            [state](const PreparedPrint& reference) {
                state->pair(reference);
                double sum = 0;
                for (int i = 0; i < std::min(10, state->candidates.count); ++i) {
                    sum += state->candidates.similarity[static_cast<std::size_t>(i)];
                }
                return sum;
            }};
}

Rival wide() {
    const auto state = std::make_shared<PreparedPrint>();
    return {"wide vote, 64 minutiae, 128 bits", [state](const PreparedPrint& probe) { *state = probe; },
            [state](const PreparedPrint& reference) { return static_cast<double>(wide_vote(*state, reference)); }};
}

// Minutiae spread over cells of place and direction around the middle of the print, as captured: fixed length, compared
// by its cosine over a few turns and shifts of the probe.
class PoseGrid {
  public:
    static constexpr int kCells = 10;
    static constexpr float kCell = 28;  // pixels
    static constexpr int kDirections = 8;
    using Descriptor = std::array<float, std::size_t{kCells} * kCells * kDirections>;

    static Descriptor describe(const PreparedPrint& print, float turn, float shift_x, float shift_y) {
        Descriptor out{};
        float mx = 0;
        float my = 0;
        for (int i = 0; i < print.count; ++i) {
            mx += print.px(i) / static_cast<float>(print.count);
            my += print.py(i) / static_cast<float>(print.count);
        }
        const float c = std::cos(turn);
        const float s = std::sin(turn);
        for (int i = 0; i < print.count; ++i) {
            const float dx = print.px(i) - mx;
            const float dy = print.py(i) - my;
            const float x = (c * dx + s * dy + shift_x) / kCell + kCells / 2.0F - 0.5F;
            const float y = (c * dy - s * dx + shift_y) / kCell + kCells / 2.0F - 0.5F;
            const float steps = static_cast<float>(print.direction[static_cast<std::size_t>(i)]) / 65536 * kDirections;
            const float d = steps + turn / static_cast<float>(2 * pi) * kDirections + 2 * kDirections;
            spread(out, x, y, d);
        }
        float norm = 1e-6F;
        for (float& value : out) {
            value = std::sqrt(value);
            norm += value * value;
        }
        for (float& value : out) value /= std::sqrt(norm);
        return out;
    }

  private:
    static void spread(Descriptor& out, float x, float y, float d) {
        for (int k = 0; k < 8; ++k) {
            const float fx = std::floor(x) + static_cast<float>(k & 1);
            const float fy = std::floor(y) + static_cast<float>(k >> 1 & 1);
            const float fd = std::floor(d) + static_cast<float>(k >> 2);
            if (fx < 0 || fy < 0 || fx >= kCells || fy >= kCells) continue;
            const float weight = (1 - std::fabs(x - fx)) * (1 - std::fabs(y - fy)) * (1 - std::fabs(d - fd));
            const auto cell = static_cast<std::size_t>(fy) * kCells + static_cast<std::size_t>(fx);
            out[cell * kDirections + static_cast<std::size_t>(fd) % kDirections] += weight;
        }
    }
};

Rival pose_grid() {
    const auto probes = std::make_shared<std::vector<PoseGrid::Descriptor>>();
    return {"pose-aligned grid, 800 numbers",
            [probes](const PreparedPrint& probe) {
                probes->clear();
                for (const float turn : {-0.35F, -0.17F, 0.0F, 0.17F, 0.35F}) {
                    for (const float x : {-28.0F, 0.0F, 28.0F}) {
                        for (const float y : {-56.0F, -28.0F, 0.0F, 28.0F, 56.0F}) {
                            probes->push_back(PoseGrid::describe(probe, turn, x, y));
                        }
                    }
                }
            },
            [probes](const PreparedPrint& reference) {
                const auto descriptor = PoseGrid::describe(reference, 0, 0, 0);
                float best = 0;
                for (const auto& probe : *probes) {
                    float sum = 0;
                    for (std::size_t i = 0; i < probe.size(); ++i) sum += probe[i] * descriptor[i];
                    best = std::max(best, sum);
                }
                return static_cast<double>(best);
            }};
}

// Spectral minutiae (Xu, Veldhuis and others 2009): magnitudes of the Fourier transform of the minutiae's places, which
// no shift changes, sampled in rings so that a turn is a shift of columns.
class Spectrum {
  public:
    static constexpr int kRings = 16;
    static constexpr int kSpokes = 64;  // over half a turn
    using Descriptor = std::array<float, std::size_t{kRings} * kSpokes>;

    static Descriptor describe(const PreparedPrint& print) {
        Descriptor out{};
        for (int r = 0; r < kRings; ++r) {
            const double frequency = 0.03 * std::pow(0.35 / 0.03, r / (kRings - 1.0));  // radians a pixel
            double mean = 0;
            for (int a = 0; a < kSpokes; ++a) {
                const double wx = frequency * std::cos(pi * a / kSpokes);
                const double wy = frequency * std::sin(pi * a / kSpokes);
                double re = 0;
                double im = 0;
                for (int i = 0; i < print.count; ++i) {
                    const Direction phase = Direction::from_steps(static_cast<std::uint16_t>(
                        static_cast<int>((wx * print.px(i) + wy * print.py(i)) * (65536 / (2 * pi)))));
                    re += phase.cosine();
                    im += phase.sine();
                }
                float& value = out[static_cast<std::size_t>(r * kSpokes + a)];
                value = static_cast<float>(std::sqrt(re * re + im * im));
                mean += value / kSpokes;
            }
            for (int a = 0; a < kSpokes; ++a) {
                float& value = out[static_cast<std::size_t>(r * kSpokes + a)];
                value = (value - static_cast<float>(mean)) / static_cast<float>(std::sqrt(std::max(1, print.count)));
            }
        }
        float norm = 1e-6F;
        for (const float value : out) norm += value * value;
        for (float& value : out) value /= std::sqrt(norm);
        return out;
    }
};

Rival spectrum() {
    const auto probe = std::make_shared<Spectrum::Descriptor>();
    return {"spectral minutiae, 1024 numbers",
            [probe](const PreparedPrint& print) { *probe = Spectrum::describe(print); },
            [probe](const PreparedPrint& reference) {
                const auto descriptor = Spectrum::describe(reference);
                float best = -1;
                for (int turn = -8; turn <= 8; ++turn) {
                    float sum = 0;
                    for (int r = 0; r < Spectrum::kRings; ++r) {
                        for (int a = 0; a < Spectrum::kSpokes; ++a) {
                            const int b = (a + turn + Spectrum::kSpokes) % Spectrum::kSpokes;
                            sum += (*probe)[static_cast<std::size_t>(r * Spectrum::kSpokes + a)] *
                                   descriptor[static_cast<std::size_t>(r * Spectrum::kSpokes + b)];
                        }
                    }
                    best = std::max(best, sum);
                }
                return static_cast<double>(best);
            }};
}

int lane_of_source(const PreparedPrint& print, std::uint16_t source) {
    const int lanes = std::min(print.described, static_cast<int>(kSignatureLanes));
    for (int i = 0; i < lanes; ++i) {
        if (print.source[static_cast<std::size_t>(i)] == source) return i;
    }
    return -1;
}

}  // namespace

std::vector<Rival> make_rivals(RivalKind kind) {
    if (kind == RivalKind::kMiddle) return {wide(), lssr(), best_codes()};
    return {pose_grid(), spectrum()};
}

LostMate look_at(const MatedSearch& search, const Explanation& explanation) {
    const Probe probe(search.searched);
    const Reference reference(search.enrolled);
    const PreparedPrint& a = probe.print();
    const PreparedPrint& b = reference.print();
    const ProbeSignature p = make_probe_signature(a);
    const PrintSignature r = make_signature(b);
    LostMate out;
    out.probe_minutiae = a.described;
    out.enrolled_minutiae = b.described;
    out.pairs = explanation.pairs.size();
    for (const MinutiaPair& pair : explanation.pairs) {
        const int i = lane_of_source(a, pair.probe);
        const int j = lane_of_source(b, pair.reference);
        if (i < 0 || j < 0) continue;
        ++out.in_lanes;
        const auto code = r.code[static_cast<std::size_t>(j)];
        const int own = std::popcount(p.code[static_cast<std::size_t>(i)] ^ code);
        bool nearest = own < VoteOptions::kFarthestCode;
        for (std::size_t other = 0; other < p.count; ++other) nearest &= std::popcount(p.code[other] ^ code) >= own;
        if (!nearest) continue;
        ++out.chosen;
        const auto& rigid = explanation.alignment;
        const float x = rigid.cosine * b.px(j) - rigid.sine * b.py(j) + rigid.dx - a.px(i);
        const float y = rigid.sine * b.px(j) + rigid.cosine * b.py(j) + rigid.dy - a.py(i);
        if (std::max(std::fabs(x), std::fabs(y)) <= VoteOptions::kDistance / 8.0F) ++out.in_place;
    }
    return out;
}

}  // namespace dactyl
