// A search of galleries of nobody, on one thread: what an entry costs, and how far a gallery is from the cache.
#include <benchmark/benchmark.h>

#include "datasets/synthetic/synthetic_template.hpp"
#include "engine/index/search.hpp"

namespace dactyl {
namespace {

constexpr std::uint32_t kProbes = 16;

Template print_of(std::uint32_t finger, std::uint32_t impression) {
    SyntheticRequest request;
    request.finger = finger;
    request.impression = impression;
    return *generate_template(request);
}

std::vector<GalleryEntry> entries(std::uint32_t count) {
    std::vector<GalleryEntry> made;
    for (std::uint32_t i = 0; i < count; ++i) {
        made.push_back({FingerId(i + 1), HolderId(i + 1), FingerPosition::kUnknown, Reference(print_of(i, 0))});
    }
    return made;
}

void build_gallery(benchmark::State& state) {
    const std::vector<GalleryEntry> all = entries(static_cast<std::uint32_t>(state.range(0)));
    for (auto _ : state) benchmark::DoNotOptimize(Gallery::build(all));
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(build_gallery)->Arg(1000)->Unit(benchmark::kMillisecond);

void search_gallery(benchmark::State& state) {
    const Gallery gallery = *Gallery::build(entries(static_cast<std::uint32_t>(state.range(0))));
    std::vector<Probe> probes;
    for (std::uint32_t i = 0; i < kProbes; ++i) probes.emplace_back(print_of(i, 1));
    SearchOptions options;
    options.threads = 1;
    std::size_t n = 0;
    for (auto _ : state) benchmark::DoNotOptimize(search(gallery, probes[n++ % kProbes], options));
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(search_gallery)->Arg(100)->Arg(1000)->Arg(8000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace dactyl
