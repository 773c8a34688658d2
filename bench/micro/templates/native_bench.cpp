#include <benchmark/benchmark.h>

#include "templates/codec/native.hpp"
#include "templates/codec/native_view.hpp"

namespace dactyl {
namespace {

/// As large as a typical print: 55 minutiae, an oval foreground.
Template typical_template() {
    Template print;
    print.width = 388;
    print.height = 374;
    for (int i = 0; i < 55; ++i) {
        print.minutiae.push_back({static_cast<float>(60 + i * 71 % 260), static_cast<float>(50 + i * 53 % 270),
                                  Direction::from_steps(static_cast<std::uint16_t>(i * 9973)), MinutiaKind::kEnding,
                                  static_cast<std::uint8_t>(100 - i)});
    }
    print.foreground = Foreground(print.width, print.height);
    for (int row = 4; row < 46; ++row) {
        const int inset = std::abs(row - 25) / 2;
        for (int column = 4 + inset; column < 44 - inset; ++column) print.foreground.set_cell(column, row, true);
    }
    return print;
}

void encode(benchmark::State& state) {
    const Template print = typical_template();
    for (auto _ : state) benchmark::DoNotOptimize(encode_native(print));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(encode);

void decode(benchmark::State& state) {
    const auto record = encode_native(typical_template());
    for (auto _ : state) benchmark::DoNotOptimize(decode_native(*record));
    state.SetItemsProcessed(state.iterations());
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(record->size()));
}
BENCHMARK(decode);

/// Read where it lies: every minutia looked at, none copied.
void view(benchmark::State& state) {
    const auto record = encode_native(typical_template());
    for (auto _ : state) {
        const auto view = NativeView::of(*record);
        for (std::size_t i = 0; i < view->size(); ++i) benchmark::DoNotOptimize(view->minutia(i));
    }
    state.SetItemsProcessed(state.iterations());
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(record->size()));
}
BENCHMARK(view);

}  // namespace
}  // namespace dactyl
