// Reading a picture and bringing it to 500 dpi and dark ridges, on a print of nobody of 300 x 400 pixels.
#include <benchmark/benchmark.h>

#include "datasets/synthetic/generator.hpp"
#include "engine/image/files/picture_file.hpp"
#include "engine/image/polarity.hpp"
#include "engine/image/resample.hpp"

namespace dactyl {
namespace {

const GrayImage& picture() {
    static const GrayImage image = *generate_print({});
    return image;
}

/// Every operation reads each pixel of the picture once or more.
void count_pixels(benchmark::State& state) {
    state.SetItemsProcessed(state.iterations() * picture().width() * picture().height());
}

/// Binary PGM ("P5"): what a decoder costs that has nothing to unpack.
std::vector<std::byte> as_pgm(const GrayImage& image) {
    std::string text = "P5\n" + std::to_string(image.width()) + " " + std::to_string(image.height()) + "\n255\n";
    for (int y = 0; y < image.height(); ++y) {
        text.append(reinterpret_cast<const char*>(image.row(y)), static_cast<std::size_t>(image.width()));
    }
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

void decode(benchmark::State& state, const std::vector<std::byte>& bytes) {
    for (auto _ : state) benchmark::DoNotOptimize(decode_picture(bytes, kInternalDpi));
    count_pixels(state);
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}
void decode_png(benchmark::State& state) { decode(state, encode_png(picture())); }
BENCHMARK(decode_png)->Unit(benchmark::kMicrosecond);
void decode_pgm(benchmark::State& state) { decode(state, as_pgm(picture())); }
BENCHMARK(decode_pgm)->Unit(benchmark::kMicrosecond);

void write_png_bytes(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(encode_png(picture()));
    count_pixels(state);
}
BENCHMARK(write_png_bytes)->Unit(benchmark::kMicrosecond);

void resample(benchmark::State& state) {
    SyntheticRequest request;
    request.dpi = Dpi(static_cast<double>(state.range(0)));
    const GrayImage image = *generate_print(request);
    for (auto _ : state) benchmark::DoNotOptimize(resample_to_internal(image));
    count_pixels(state);
}
BENCHMARK(resample)->ArgName("dpi")->Arg(363)->Arg(569)->Arg(1000)->Unit(benchmark::kMicrosecond);

void find_polarity(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(detect_polarity(picture()));
    count_pixels(state);
}
BENCHMARK(find_polarity)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace dactyl
