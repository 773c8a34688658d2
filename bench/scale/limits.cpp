#include "bench/scale/limits.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "bench/accuracy/cpu_stopwatch.hpp"
#include "engine/simd/level.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "bench/scale/limits.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dactyl::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

std::uint64_t sum_of(const std::uint64_t* words, std::size_t count) {
    const hn::ScalableTag<std::uint64_t> d;
    const auto lanes = hn::Lanes(d);
    auto a = hn::Zero(d);
    auto b = hn::Zero(d);
    auto c = hn::Zero(d);
    auto e = hn::Zero(d);
    for (std::size_t i = 0; i + 4 * lanes <= count; i += 4 * lanes) {
        a = hn::Add(a, hn::LoadU(d, words + i));
        b = hn::Add(b, hn::LoadU(d, words + i + lanes));
        c = hn::Add(c, hn::LoadU(d, words + i + 2 * lanes));
        e = hn::Add(e, hn::LoadU(d, words + i + 3 * lanes));
    }
    return hn::GetLane(hn::SumOfLanes(d, hn::Add(hn::Add(a, b), hn::Add(c, e))));
}

std::uint64_t popcounts_of(const std::uint64_t* words, std::size_t count, std::uint64_t rounds) {
    const hn::ScalableTag<std::uint64_t> d;
    const auto lanes = hn::Lanes(d);
    auto a = hn::Zero(d);
    auto b = hn::Zero(d);
    for (std::uint64_t round = 0; round < rounds; ++round) {
        const auto mask = hn::Set(d, round);
        for (std::size_t i = 0; i + 2 * lanes <= count; i += 2 * lanes) {
            a = hn::Add(a, hn::PopulationCount(hn::Xor(mask, hn::LoadU(d, words + i))));
            b = hn::Add(b, hn::PopulationCount(hn::Xor(mask, hn::LoadU(d, words + i + lanes))));
        }
    }
    return hn::GetLane(hn::SumOfLanes(d, hn::Add(a, b)));
}

}  // namespace dactyl::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dactyl {
namespace {

HWY_EXPORT(sum_of);
HWY_EXPORT(popcounts_of);

constexpr int kRuns = 5;  // of which the best counts: a shared machine disturbs

// Keeps a result from being optimised away.
volatile std::uint64_t kept = 0;

template <class Work>
double best_seconds(const Work& work) {
    double best = 1e9;
    for (int run = 0; run < kRuns; ++run) {
        const CpuStopwatch watch;
        kept = work();
        best = std::min(best, watch.seconds());
    }
    return best;
}

}  // namespace

MachineLimits measure_limits() {
    simd_scalar();  // makes DACTYL_SIMD take effect
    MachineLimits limits;
    const std::vector<std::uint64_t> memory(std::size_t{32} << 20, 7);
    const double reading = best_seconds([&] { return HWY_DYNAMIC_DISPATCH(sum_of)(memory.data(), memory.size()); });
    limits.read_bytes_a_second = static_cast<double>(memory.size() * sizeof(std::uint64_t)) / reading;
    const std::array<std::uint64_t, 1024> few = {1, 2, 3};
    constexpr std::uint64_t kRounds = 50'000;
    const double counting =
        best_seconds([&] { return HWY_DYNAMIC_DISPATCH(popcounts_of)(few.data(), few.size(), kRounds); });
    limits.popcounts_a_second = static_cast<double>(few.size() * kRounds) / counting;
    return limits;
}

}  // namespace dactyl
#endif
