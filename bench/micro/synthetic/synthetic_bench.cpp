// Drawing prints of nobody: whole prints and templates as a population is made of, then the stages of each.
#include <benchmark/benchmark.h>

#include "datasets/synthetic/contact_print.hpp"
#include "datasets/synthetic/master_finger.hpp"
#include "datasets/synthetic/ridge_growth.hpp"
#include "datasets/synthetic/sensor_look.hpp"
#include "datasets/synthetic/synthetic_finger.hpp"
#include "datasets/synthetic/synthetic_template.hpp"
#include "datasets/synthetic/truth_projection.hpp"
#include "templates/codec/native.hpp"

namespace dactyl {
namespace {

using namespace synthetic;

void grow_finger(benchmark::State& state) {
    std::uint32_t finger = 0;
    for (auto _ : state) benchmark::DoNotOptimize(SyntheticFinger(1, finger++));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(grow_finger)->Unit(benchmark::kMillisecond);

void take_impression(benchmark::State& state) {
    SyntheticRequest request;
    const SyntheticFinger finger(request.seed, request.finger);
    for (auto _ : state) {
        benchmark::DoNotOptimize(finger.impress(request));
        ++request.impression;
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(take_impression)->Unit(benchmark::kMillisecond);

void draw_template(benchmark::State& state) {
    SyntheticRequest request;
    for (auto _ : state) {
        benchmark::DoNotOptimize(encode_native(*generate_template(request)));
        ++request.finger;
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(draw_template)->Unit(benchmark::kMicrosecond);

void draw_maps(benchmark::State& state) {
    const FingerTraits traits = draw_traits(1, 0);
    for (auto _ : state) benchmark::DoNotOptimize(draw_ridge_maps(traits, 1, 0));
}
BENCHMARK(draw_maps)->Unit(benchmark::kMillisecond);

void grow_pattern(benchmark::State& state) {
    const RidgeMaps maps = draw_ridge_maps(draw_traits(1, 0), 1, 0);
    for (auto _ : state) benchmark::DoNotOptimize(grow_ridges(maps, RandomStream(1, 0, 0, Purpose::kTemplate)));
}
BENCHMARK(grow_pattern)->Unit(benchmark::kMillisecond);

/// One impression, with everything that its stages need.
struct Touch {
    SyntheticRequest request;
    SyntheticFinger finger{request.seed, request.finger};
    ImpressionTraits traits = draw_impression(finger.master().traits, request);
    ContactPrint print = press(finger.master(), traits, request);
};

const Touch& touch() {
    static const Touch made;
    return made;
}

void press_finger(benchmark::State& state) {
    const Touch& t = touch();
    for (auto _ : state) benchmark::DoNotOptimize(press(t.finger.master(), t.traits, t.request));
}
BENCHMARK(press_finger)->Unit(benchmark::kMillisecond);

void look_at_print(benchmark::State& state) {
    const Touch& t = touch();
    for (auto _ : state) benchmark::DoNotOptimize(look_through_sensor(t.print, t.traits, t.request));
}
BENCHMARK(look_at_print)->Unit(benchmark::kMillisecond);

void project_ground_truth(benchmark::State& state) {
    const Touch& t = touch();
    for (auto _ : state) benchmark::DoNotOptimize(project_truth(t.finger.master(), t.traits, t.request, t.print));
}
BENCHMARK(project_ground_truth)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace dactyl
