#include <cmath>
#include <cstdint>

#include <benchmark/benchmark.h>

#include "engine/core/image.hpp"
#include "engine/extract/energy.hpp"
#include "engine/extract/enhancement.hpp"
#include "engine/extract/extract.hpp"
#include "engine/extract/normalisation.hpp"
#include "engine/extract/orientation.hpp"
#include "engine/extract/period.hpp"
#include "engine/extract/segmentation.hpp"
#include "engine/extract/vortices.hpp"

namespace {

using namespace dactyl;
using namespace dactyl::stages;

// A loop of 388 x 374 pixels, the size of a common optical sensor's picture: ridges around a point below an arch.
const GrayImage& picture() {
    static const GrayImage image = [] {
        GrayImage out(388, 374, kInternalDpi, 235);
        for (int y = 0; y < 374; ++y) {
            for (int x = 0; x < 388; ++x) {
                const double dx = x - 194;
                const double dy = y - 187;
                if (dx * dx / (170.0 * 170) + dy * dy / (180.0 * 180) > 1) continue;
                const double phase = std::hypot(dx * 1.2, dy) / 9 * 6.2831853 + std::atan2(dy - 30, dx - 40);
                out.row(y)[x] = static_cast<std::uint8_t>(130 - 90 * std::cos(phase));
            }
        }
        return out;
    }();
    return image;
}

// Everything that the stages need of those before them.
struct Stages {
    ExtractOptions options;
    Mask segmentation = segment(picture(), options.segmentation);
    Frame frame = frame_around(segmentation);
    Mask inside = crop(segmentation, frame);
    Map<std::int16_t> normalised = normalise(picture(), frame, inside, options.normalisation);
    OrientationField orientation = estimate_orientation(normalised, inside, options.orientation);
    Map<float> period = estimate_period(normalised, orientation, inside, options.period);
    FilterInput half{halve(normalised), FilterBank::half()};
    FilterInput full{normalised, FilterBank::full()};
    Response coarse = filter_contextually(half, FilterBank::half(), kCell / 2, orientation, period, inside);
    Map<float> flat = flatten(coarse);
    Response response = filter_contextually(full, FilterBank::full(), kCell, orientation, period, inside);
};

const Stages& stages_done() {
    static const Stages stages;
    return stages;
}

template <class Stage>
void measure(benchmark::State& state, Stage stage) {
    const Stages& s = stages_done();
    for (auto _ : state) benchmark::DoNotOptimize(stage(s));
}

void extract_whole(benchmark::State& state) {
    extract(picture());
    for (auto _ : state) benchmark::DoNotOptimize(extract(picture()));
}
BENCHMARK(extract_whole)->Unit(benchmark::kMillisecond);

BENCHMARK_CAPTURE(measure, segment, [](const Stages& s) { return segment(picture(), s.options.segmentation); });
BENCHMARK_CAPTURE(measure, normalise,
                  [](const Stages& s) { return normalise(picture(), s.frame, s.inside, s.options.normalisation); });
BENCHMARK_CAPTURE(measure, estimate_orientation,
                  [](const Stages& s) { return estimate_orientation(s.normalised, s.inside, s.options.orientation); });
BENCHMARK_CAPTURE(measure, estimate_period, [](const Stages& s) {
    return estimate_period(s.normalised, s.orientation, s.inside, s.options.period);
});
BENCHMARK_CAPTURE(measure, filter_half, [](const Stages& s) {
    return filter_contextually(s.half, FilterBank::half(), kCell / 2, s.orientation, s.period, s.inside);
});
BENCHMARK_CAPTURE(measure, flatten, [](const Stages& s) { return flatten(s.coarse); });
BENCHMARK_CAPTURE(measure, refine_orientation,
                  [](const Stages& s) { return refine_orientation(s.flat, s.inside, s.options.orientation); });
BENCHMARK_CAPTURE(measure, filter_full, [](const Stages& s) {
    return filter_contextually(s.full, FilterBank::full(), kCell, s.orientation, s.period, s.inside);
});
BENCHMARK_CAPTURE(measure, measure_energy,
                  [](const Stages& s) { return measure_energy(s.response, s.normalised, s.options.mask); });
BENCHMARK_CAPTURE(measure, find_vortices,
                  [](const Stages& s) { return find_vortices(s.response, s.orientation, s.period, s.inside); });

}  // namespace
