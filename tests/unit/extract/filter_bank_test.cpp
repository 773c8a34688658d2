#include "engine/extract/filter_bank.hpp"

#include "engine/extract/gabor_kernel.hpp"
#include "engine/simd/level.hpp"
#include "tests/unit/extract/wave.hpp"

namespace dactyl::stages {
namespace {

TEST(FilterBank, TapsOfEveryFilterSumToNothing) {
    for (const FilterBank* bank : {&FilterBank::full(), &FilterBank::half()}) {
        for (int i = 0; i < kSectors * kPeriods; ++i) {
            const Filter& f = bank->filter(i);
            int even = 0;
            int odd = 0;
            int absolute = 0;
            for (int r = 0; r < 2 * f.radius + 1; ++r) {
                for (int c = 0; c < bank->row_length(); ++c) {
                    even += f.taps[2 * r * bank->row_length() + c];
                    odd += f.taps[(2 * r + 1) * bank->row_length() + c];
                    absolute += std::abs(f.taps[2 * r * bank->row_length() + c]);
                }
            }
            EXPECT_EQ(even, 0);
            EXPECT_EQ(odd, 0);
            // The largest sum that a clamped picture can make must fit into 32 bits.
            EXPECT_LT(absolute, INT32_MAX / (3 * kDeviation));
        }
    }
}

TEST(FilterBank, UnitWaveGivesUnitAmplitudeAndItsPhase) {
    const FilterBank& bank = FilterBank::full();
    for (const int sector : {0, 3, 8, 13}) {
        for (const int step : {0, 4, 8}) {
            Wave wave;
            wave.period = 5 * std::pow(14.0 / 5, step / 8.0);
            wave.angle = std::numbers::pi * sector / kSectors;
            const auto picture = normalised_of(wave, 100, 100);
            const auto index = static_cast<std::uint16_t>(sector * kPeriods + step);
            for (int x = 40; x < 56; ++x) {
                std::int32_t even = 0;
                std::int32_t odd = 0;
                filter_run(bank, picture.row(50) + x, picture.width(), &index, 1, &even, &odd);
                const double unit = std::numbers::sqrt2 * kUnitTap * kDeviation;
                const double phase =
                    2 * std::numbers::pi * (x * std::cos(wave.angle) + 50 * std::sin(wave.angle)) / wave.period;
                // The envelope is cut off at 2.5 sigma, and its mean over the wave's negative frequency is not quite 0.
                EXPECT_NEAR(even / unit, std::cos(phase), 0.08);
                EXPECT_NEAR(std::abs(odd / unit), std::abs(std::sin(phase)), 0.08);
            }
        }
    }
}

TEST(GaborKernel, EveryLevelGivesThePlainSums) {
    const GrayImage pixels = noise(160, 120);
    Map<std::int16_t> picture(160, 120);
    for (int y = 0; y < 120; ++y) {
        for (int x = 0; x < 160; ++x) picture.at(x, y) = static_cast<std::int16_t>((pixels.row(y)[x] - 128) * 96);
    }
    const std::string before = simd_level();
    for (const FilterBank* bank : {&FilterBank::full(), &FilterBank::half()}) {
        constexpr int kCount = 90;
        std::vector<std::uint16_t> filters(kCount);
        for (int i = 0; i < kCount; ++i)
            filters[static_cast<std::size_t>(i)] = static_cast<std::uint16_t>(i * 37 % (kSectors * kPeriods));
        std::vector<std::int32_t> even(kCount);
        std::vector<std::int32_t> odd(kCount);
        std::vector<std::int32_t> plain_even(kCount);
        std::vector<std::int32_t> plain_odd(kCount);
        const std::int16_t* at = picture.row(60) + 33;
        filter_run_plain(*bank, at, 160, filters.data(), kCount, plain_even.data(), plain_odd.data());
        EXPECT_NE(plain_even[0], plain_even[1]);
        for (const std::string& level : simd_levels()) {
            ASSERT_TRUE(set_simd_level(level));
            filter_run(*bank, at, 160, filters.data(), kCount, even.data(), odd.data());
            EXPECT_EQ(even, plain_even) << level;
            EXPECT_EQ(odd, plain_odd) << level;
        }
    }
    ASSERT_TRUE(set_simd_level(before));
}

}  // namespace
}  // namespace dactyl::stages
