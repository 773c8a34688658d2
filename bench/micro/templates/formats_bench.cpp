// Every template format, both ways, on a template of nobody.
#include <benchmark/benchmark.h>

#include "datasets/synthetic/synthetic_template.hpp"
#include "templates/codec/formats.hpp"

namespace dactyl {
namespace {

const Template& print() {
    static const Template made = *generate_template({});
    return made;
}

void count(benchmark::State& state, std::size_t bytes) {
    state.SetItemsProcessed(state.iterations());
    state.counters["bytes"] = static_cast<double>(bytes);
}

void encode_format(benchmark::State& state, TemplateFormat format) {
    std::size_t bytes = 0;
    for (auto _ : state) {
        const auto record = encode_templates({&print(), 1}, format);
        bytes = record ? record->size() : 0;
        benchmark::DoNotOptimize(bytes);
    }
    if (bytes == 0) state.SkipWithError("the template could not be encoded");
    count(state, bytes);
}

void decode_format(benchmark::State& state, TemplateFormat format) {
    const auto record = encode_templates({&print(), 1}, format);
    if (!record || !decode_templates(*record, format)) {
        state.SkipWithError("the record could not be decoded");
        return;
    }
    for (auto _ : state) benchmark::DoNotOptimize(decode_templates(*record, format));
    count(state, record->size());
}

// Registered before main() runs, as BENCHMARK does.
[[maybe_unused]] const bool registered = [] {
    for (const TemplateFormat format : template_formats()) {
        const std::string name(to_string(format));
        benchmark::RegisterBenchmark(("encode/" + name).c_str(), encode_format, format);
        benchmark::RegisterBenchmark(("decode/" + name).c_str(), decode_format, format);
    }
    return true;
}();

}  // namespace
}  // namespace dactyl
