#include "datasets/synthetic/random_stream.hpp"

#include <cmath>
#include <set>

namespace dactyl::synthetic {
namespace {

TEST(RandomStream, SameKeyGivesTheSameNumbers) {
    RandomStream a(1, 2, 3, Purpose::kNoise);
    RandomStream b(1, 2, 3, Purpose::kNoise);
    for (int i = 0; i < 100; ++i) EXPECT_EQ(a.bits(), b.bits());
}

TEST(RandomStream, EveryPartOfTheKeyCounts) {
    std::set<std::uint64_t> first;
    first.insert(RandomStream(1, 2, 3, Purpose::kNoise).bits());
    first.insert(RandomStream(2, 2, 3, Purpose::kNoise).bits());
    first.insert(RandomStream(1, 3, 3, Purpose::kNoise).bits());
    first.insert(RandomStream(1, 2, 4, Purpose::kNoise).bits());
    first.insert(RandomStream(1, 2, 3, Purpose::kSkin).bits());
    first.insert(RandomStream(1, 3, 2, Purpose::kNoise).bits());
    EXPECT_EQ(first.size(), 6U);
}

TEST(RandomStream, FirstNumberNeverChanges) {
    EXPECT_EQ(RandomStream(1, 2, 3, Purpose::kNoise).bits(), 0xcfffcc730256ef58U);
}

TEST(RandomStream, NormalNumbersHaveMeanZeroAndDeviationOne) {
    RandomStream random(5, 0, 0, Purpose::kTraits);
    constexpr int kCount = 40'000;
    double sum = 0;
    double squares = 0;
    int beyond_two = 0;
    for (int i = 0; i < kCount; ++i) {
        const double x = random.normal();
        sum += x;
        squares += x * x;
        if (std::fabs(x) > 2) ++beyond_two;
    }
    EXPECT_NEAR(sum / kCount, 0, 0.02);
    EXPECT_NEAR(squares / kCount, 1, 0.03);
    EXPECT_NEAR(static_cast<double>(beyond_two) / kCount, 0.0455, 0.006);
}

TEST(RandomStream, IndexAndUniformStayInRangeAndReachTheEnds) {
    RandomStream random(6, 0, 0, Purpose::kTraits);
    std::set<int> seen;
    for (int i = 0; i < 1'000; ++i) {
        const double u = random.uniform(-2, 3);
        EXPECT_GE(u, -2);
        EXPECT_LT(u, 3);
        seen.insert(random.index(7));
    }
    EXPECT_EQ(seen.size(), 7U);
    EXPECT_EQ(*seen.begin(), 0);
    EXPECT_EQ(*seen.rbegin(), 6);
}

TEST(RandomStream, PoissonHasItsMeanForSmallAndLargeMeans) {
    RandomStream random(7, 0, 0, Purpose::kTraits);
    for (const double mean : {0.4, 5.0, 80.0}) {
        double sum = 0;
        for (int i = 0; i < 4'000; ++i) sum += random.poisson(mean);
        EXPECT_NEAR(sum / 4'000, mean, 5 * std::sqrt(mean / 4'000)) << mean;
    }
}

}  // namespace
}  // namespace dactyl::synthetic
