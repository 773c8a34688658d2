#pragma once

#include <cstdint>

namespace dactyl::synthetic {

/// What a stream of random numbers is for. One purpose, one stream: a change in how one of them is used leaves all
/// others as they were. The values are part of the generator's version: append, never renumber.
enum class Purpose : std::uint32_t {
    kTraits = 1,
    kOrientation = 2,
    kPeriod = 3,
    kSeeds = 4,
    kSkin = 5,
    kPlacement = 16,
    kDistortion = 17,
    kContact = 18,
    kMoisture = 19,
    kNoise = 20,
    kDamage = 21,
    kSensor = 22,
    kTemplate = 23,
};

/// Random numbers that depend on nothing but the key: the finaliser of SplitMix64 (Steele, Lea, Flood 2014) over a
/// counter. No standard distribution is used, as their output differs between libraries. Cheap to make and to copy.
class RandomStream {
  public:
    /// `impression` is 0 for everything that belongs to the finger.
    RandomStream(std::uint64_t seed, std::uint32_t finger, std::uint32_t impression, Purpose purpose);

    std::uint64_t bits();
    /// In [0, 1), multiples of 2^-53.
    double uniform();
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// In [0, count); count > 0.
    int index(int count);
    bool chance(double probability) { return uniform() < probability; }
    /// Mean 0, deviation 1, within +-6: the sum of twelve uniform numbers.
    double normal();
    double normal(double mean, double deviation) { return mean + deviation * normal(); }
    /// normal(), drawn back to within `limit` deviations.
    double normal_within(double mean, double deviation, double limit);
    /// Number of events where `mean` are expected; exact for small means, at most 1 000.
    int poisson(double mean);

  private:
    std::uint64_t key_;
    std::uint64_t counter_ = 0;
};

/// A bijection of 64 bits that looks random: the finaliser of SplitMix64.
constexpr std::uint64_t mix_bits(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

}  // namespace dactyl::synthetic
