#include <benchmark/benchmark.h>

#include "datasets/synthetic/synthetic_finger.hpp"
#include "datasets/synthetic/synthetic_template.hpp"
#include "templates/codec/native.hpp"

namespace dactyl {
namespace {

void GrowFinger(benchmark::State& state) {
    std::uint32_t finger = 0;
    for (auto _ : state) benchmark::DoNotOptimize(SyntheticFinger(1, finger++));
}
BENCHMARK(GrowFinger)->Unit(benchmark::kMillisecond);

void TakeImpression(benchmark::State& state) {
    SyntheticRequest request;
    request.difficulty = Difficulty::kNormal;
    const SyntheticFinger finger(request.seed, request.finger);
    for (auto _ : state) {
        benchmark::DoNotOptimize(finger.impress(request));
        ++request.impression;
    }
}
BENCHMARK(TakeImpression)->Unit(benchmark::kMillisecond);

void DrawTemplate(benchmark::State& state) {
    SyntheticRequest request;
    for (auto _ : state) {
        benchmark::DoNotOptimize(encode_native(*generate_template(request)));
        ++request.finger;
    }
}
BENCHMARK(DrawTemplate)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace dactyl
