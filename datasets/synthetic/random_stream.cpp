#include "datasets/synthetic/random_stream.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/elementary.hpp"

namespace dactyl::synthetic {
namespace {

constexpr std::uint64_t kGolden = 0x9e3779b97f4a7c15U;  // 2^64 / golden ratio, SplitMix64's increment

}  // namespace

RandomStream::RandomStream(std::uint64_t seed, std::uint32_t finger, std::uint32_t impression, Purpose purpose)
    : key_(mix_bits(seed + kGolden)) {
    key_ = mix_bits(key_ ^ (std::uint64_t{finger} << 32 | impression)) + kGolden;
    key_ = mix_bits(key_ ^ static_cast<std::uint64_t>(purpose));
}

std::uint64_t RandomStream::bits() { return mix_bits(key_ + kGolden * ++counter_); }

double RandomStream::uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }

int RandomStream::index(int count) {
    return static_cast<int>(((bits() >> 32) * static_cast<std::uint64_t>(count)) >> 32);
}

double RandomStream::normal() {
    std::uint32_t sum = 0;
    for (int word = 0; word < 3; ++word) {
        const std::uint64_t b = bits();
        sum += static_cast<std::uint32_t>((b & 0xFFFFU) + (b >> 16 & 0xFFFFU) + (b >> 32 & 0xFFFFU) + (b >> 48));
    }
    return (static_cast<double>(sum) + 6.0) * 0x1p-16 - 6.0;
}

double RandomStream::normal_within(double mean, double deviation, double limit) {
    return mean + deviation * std::clamp(normal(), -limit, limit);
}

int RandomStream::poisson(double mean) {
    constexpr int kMost = 1000;
    if (mean > 30) return std::clamp(static_cast<int>(normal(mean, std::sqrt(mean)) + 0.5), 0, kMost);
    const double stop = exponential(-mean);
    double product = uniform();
    int events = 0;
    for (; product > stop && events < kMost; ++events) product *= uniform();
    return events;
}

}  // namespace dactyl::synthetic
