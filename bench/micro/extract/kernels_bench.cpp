// Kernels of extraction on rows as long as a picture's, at the SIMD level that the machine has or DACTYL_SIMD names.
#include <cmath>

#include <benchmark/benchmark.h>

#include "engine/extract/filter_bank.hpp"
#include "engine/extract/row_kernels.hpp"
#include "engine/extract/smooth.hpp"

namespace dactyl::stages {
namespace {

constexpr int kWidth = 384;  // pixels

std::vector<float> wave(int n) {
    std::vector<float> values(static_cast<std::size_t>(n));
    for (int i = 0; i < n; ++i) values[static_cast<std::size_t>(i)] = std::sin(0.7F * static_cast<float>(i));
    return values;
}

void smooth_map(benchmark::State& state) {
    Map<float> map(96, 94);
    for (int y = 0; y < map.height(); ++y) {
        for (int x = 0; x < map.width(); ++x) map.at(x, y) = std::sin(0.3F * static_cast<float>(x * y));
    }
    for (auto _ : state) benchmark::DoNotOptimize(smooth(map, 3));
    state.SetItemsProcessed(state.iterations() * map.width() * map.height());
}
BENCHMARK(smooth_map);

void smooth_row(benchmark::State& state) {
    const Samples<float> taps = gaussian_taps(3);
    const int radius = static_cast<int>(taps.size()) - 1;
    const std::vector<float> in = wave(kWidth + 2 * radius);
    std::vector<float> out(kWidth);
    for (auto _ : state) {
        rows::smooth_along(in.data() + radius, taps.data(), radius, out.data(), kWidth);
        benchmark::DoNotOptimize(out.data());
    }
    state.SetItemsProcessed(state.iterations() * kWidth);
}
BENCHMARK(smooth_row);

void normalise_row(benchmark::State& state) {
    std::vector<std::uint8_t> row(kWidth);
    for (int i = 0; i < kWidth; ++i) row[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(i * 37);
    const std::vector<float> mean(kWidth, 128);
    const std::vector<float> gain(kWidth, 2);
    std::vector<std::int16_t> out(kWidth);
    for (auto _ : state) {
        rows::normalise(row.data(), mean.data(), gain.data(), out.data(), kWidth);
        benchmark::DoNotOptimize(out.data());
    }
    state.SetItemsProcessed(state.iterations() * kWidth);
}
BENCHMARK(normalise_row);

void flatten_row(benchmark::State& state) {
    const std::vector<float> even = wave(kWidth);
    const std::vector<float> odd = wave(kWidth);
    std::vector<float> out(kWidth);
    for (auto _ : state) {
        rows::flatten(even.data(), odd.data(), 0.1F, out.data(), kWidth);
        benchmark::DoNotOptimize(out.data());
    }
    state.SetItemsProcessed(state.iterations() * kWidth);
}
BENCHMARK(flatten_row);

}  // namespace
}  // namespace dactyl::stages
