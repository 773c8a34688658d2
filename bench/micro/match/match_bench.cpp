// Stages of a comparison, on prints made of numbers; the pairs change from call to call, as they do in a search, so
// that the branch predictor learns nothing it could not know there.
#include <random>

#include <benchmark/benchmark.h>

#include "engine/match/compare.hpp"

namespace dactyl {
namespace {

constexpr std::size_t kPrints = 64;

Template made_up_print(std::uint32_t seed) {
    std::mt19937 random(seed);
    Template print;
    print.width = print.height = 400;
    print.foreground = Foreground(400, 400);
    for (int row = 4; row < 46; ++row) {
        for (int column = 8; column < 42; ++column) print.foreground.set_cell(column, row, true);
    }
    for (int i = 0; i < 45; ++i) {
        const auto x = static_cast<float>(70 + random() % 260);
        const auto y = static_cast<float>(40 + random() % 320);
        print.minutiae.push_back({x, y, Direction::from_steps(static_cast<std::uint16_t>(random())),
                                  MinutiaKind::kEnding, static_cast<std::uint8_t>(90 - i)});
    }
    return print;
}

void prepare(benchmark::State& state) {
    const Template print = made_up_print(1);
    for (auto _ : state) benchmark::DoNotOptimize(Reference(print));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(prepare);

void compare_strangers(benchmark::State& state, double gate) {
    std::vector<Probe> probes;
    std::vector<Reference> references;
    for (std::uint32_t i = 0; i < kPrints; ++i) {
        probes.emplace_back(made_up_print(i));
        references.emplace_back(made_up_print(i + 1000));
    }
    MatchOptions options;
    options.gate = gate;
    MatchScratch scratch;
    std::size_t n = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(compare(probes[n % kPrints], references[n / kPrints % kPrints], scratch, options));
        ++n;
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(compare_strangers, all_gated, 1.0);
BENCHMARK_CAPTURE(compare_strangers, by_default, MatchOptions{}.gate);
BENCHMARK_CAPTURE(compare_strangers, never_gated, 0.0);

void compare_mates(benchmark::State& state) {
    std::vector<Probe> probes;
    std::vector<Reference> references;
    for (std::uint32_t i = 0; i < kPrints; ++i) {
        probes.emplace_back(made_up_print(i));
        references.emplace_back(made_up_print(i));
    }
    MatchScratch scratch;
    std::size_t n = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(compare(probes[n % kPrints], references[n % kPrints], scratch));
        ++n;
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(compare_mates);

}  // namespace
}  // namespace dactyl
