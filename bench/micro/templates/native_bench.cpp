#include "templates/codec/native.hpp"

#include <benchmark/benchmark.h>

#include "tests/support/random_template.hpp"

namespace dactyl {
namespace {

constexpr int kTypicalMinutiae = 55;

void encode(benchmark::State& state) {
    std::mt19937 random(1);
    const Template print = random_template(random, kTypicalMinutiae);
    for (auto _ : state) benchmark::DoNotOptimize(encode_native(print));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(encode);

void decode(benchmark::State& state) {
    std::mt19937 random(1);
    const auto record = encode_native(random_template(random, kTypicalMinutiae));
    for (auto _ : state) benchmark::DoNotOptimize(decode_native(*record));
    state.SetItemsProcessed(state.iterations());
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(record->size()));
}
BENCHMARK(decode);

}  // namespace
}  // namespace dactyl
