// The stages of a comparison one by one, on prints of nobody: mates (another impression) and strangers, which keep the
// stages busy in different ways. Pairs change from call to call, as they do in a search.
#include <benchmark/benchmark.h>

#include "datasets/synthetic/synthetic_template.hpp"
#include "engine/match/calibration.hpp"
#include "engine/match/prepare.hpp"
#include "engine/match/scoring.hpp"

namespace dactyl {
namespace {

constexpr std::uint32_t kFingers = 32;

PreparedPrint prepared(std::uint32_t finger, std::uint32_t impression) {
    SyntheticRequest request;
    request.finger = finger;
    request.impression = impression;
    return prepare_print(*generate_template(request), kLanes);
}

/// A pair of prints and what each stage makes of it.
struct Pair {
    PreparedPrint probe;
    MinutiaLookup lookup;
    PreparedPrint reference;
    SimilarityMatrix similarity;
    Candidates candidates;
    Relaxed relaxed;
    Alignment alignment;
    Overlay rigid;

    Pair(std::uint32_t finger, std::uint32_t other)
        : probe(prepared(finger, 0)), lookup(probe), reference(prepared(other, 1)) {
        RelaxationScratch relaxation;
        AlignmentScratch aligning;
        similarity_matrix(probe, reference, similarity);
        pair_greedily(similarity, candidates);
        relax(probe, reference, candidates, relaxation, relaxed);
        align_roughly(pairable(), candidates, relaxed, aligning, alignment);
        align_exactly(pairable(), aligning, alignment);
        lay_over(reference, alignment.rigid, rigid);
    }
    Pairable pairable() const { return {probe, lookup, reference, similarity}; }
};

const std::vector<Pair>& pairs(std::uint32_t apart) {
    const auto make = [](std::uint32_t distance) {
        std::vector<Pair> made;
        for (std::uint32_t i = 0; i < kFingers; ++i) made.emplace_back(i, i + distance);
        return made;
    };
    static const std::vector<Pair> mates = make(0);
    static const std::vector<Pair> strangers = make(1);
    return apart == 0 ? mates : strangers;
}

template <class Stage>
void over_pairs(benchmark::State& state, Stage stage) {
    const std::vector<Pair>& all = pairs(static_cast<std::uint32_t>(state.range(0)));
    std::size_t n = 0;
    for (auto _ : state) stage(all[n++ % all.size()]);
    state.SetItemsProcessed(state.iterations());
}

void prepare_template(benchmark::State& state) {
    const Template print = *generate_template({});
    for (auto _ : state) benchmark::DoNotOptimize(prepare_print(print, kLanes));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(prepare_template);

void compare_cylinders(benchmark::State& state) {
    SimilarityMatrix out;
    over_pairs(state, [&](const Pair& pair) {
        similarity_matrix(pair.probe, pair.reference, out);
        benchmark::DoNotOptimize(out);
    });
}
BENCHMARK(compare_cylinders)->ArgName("stranger")->Arg(0)->Arg(1);

void find_candidates(benchmark::State& state) {
    Candidates out;
    over_pairs(state, [&](const Pair& pair) {
        pair_greedily(pair.similarity, out);
        benchmark::DoNotOptimize(out);
    });
}
BENCHMARK(find_candidates)->ArgName("stranger")->Arg(0)->Arg(1);

void relax_candidates(benchmark::State& state) {
    RelaxationScratch scratch;
    Relaxed out;
    over_pairs(state, [&](const Pair& pair) {
        relax(pair.probe, pair.reference, pair.candidates, scratch, out);
        benchmark::DoNotOptimize(out);
    });
}
BENCHMARK(relax_candidates)->ArgName("stranger")->Arg(0)->Arg(1);

void align_prints_roughly(benchmark::State& state) {
    AlignmentScratch scratch;
    Alignment out;
    over_pairs(state, [&](const Pair& pair) {
        align_roughly(pair.pairable(), pair.candidates, pair.relaxed, scratch, out);
        benchmark::DoNotOptimize(out);
    });
}
BENCHMARK(align_prints_roughly)->ArgName("stranger")->Arg(0)->Arg(1);

// Works on what the rough alignment left in the scratch, so both are timed.
void align_prints(benchmark::State& state) {
    AlignmentScratch scratch;
    Alignment out;
    over_pairs(state, [&](const Pair& pair) {
        align_roughly(pair.pairable(), pair.candidates, pair.relaxed, scratch, out);
        align_exactly(pair.pairable(), scratch, out);
        benchmark::DoNotOptimize(out);
    });
}
BENCHMARK(align_prints)->ArgName("stranger")->Arg(0)->Arg(1);

void warp_print(benchmark::State& state) {
    Overlay out;
    over_pairs(state, [&](const Pair& pair) {
        warp(pair.probe, pair.reference, pair.alignment.pairings, pair.rigid, out);
        benchmark::DoNotOptimize(out);
    });
}
BENCHMARK(warp_print)->ArgName("stranger")->Arg(0)->Arg(1);

void score_pair(benchmark::State& state) {
    over_pairs(state, [](const Pair& pair) {
        const double similarity = similarity_score(pair.probe, pair.reference, pair.alignment, pair.relaxed.lssr);
        benchmark::DoNotOptimize(calibrated(similarity));
    });
}
BENCHMARK(score_pair)->ArgName("stranger")->Arg(0)->Arg(1);

}  // namespace
}  // namespace dactyl
