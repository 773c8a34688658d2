#include "bench/accuracy/pairing.hpp"

#include <gtest/gtest.h>

namespace dactyl {
namespace {

TEST(Pairing, AllPairsOnceInOrder) {
    const std::vector<std::uint32_t> finger{0, 0, 1};
    const std::vector<PrintPair> expected{{0, 1, true}, {0, 2, false}, {1, 2, false}};
    const auto pairs = pair_prints(finger, ImpostorRule::kAll);
    ASSERT_TRUE(pairs);
    EXPECT_EQ(*pairs, expected);
}

TEST(Pairing, FvcComparesFirstImpressionsOfDifferentFingers) {
    const std::vector<std::uint32_t> finger{0, 0, 1, 1, 2};
    const std::vector<PrintPair> expected{{0, 1, true}, {0, 2, false}, {0, 4, false}, {2, 3, true}, {2, 4, false}};
    const auto pairs = pair_prints(finger, ImpostorRule::kFirstImpressions);
    ASSERT_TRUE(pairs);
    EXPECT_EQ(*pairs, expected);
}

TEST(Pairing, CountsOfAnFvcSet) {
    std::vector<std::uint32_t> finger;
    for (std::uint32_t i = 0; i < 80; ++i) {
        finger.push_back(i / 8);
    }
    const auto genuine = [](const PrintPair& pair) { return pair.genuine; };
    const auto all = pair_prints(finger, ImpostorRule::kAll);
    ASSERT_TRUE(all);
    EXPECT_EQ(std::count_if(all->begin(), all->end(), genuine), 280);
    EXPECT_EQ(all->size(), 280U + 2880U);
    const auto fvc = pair_prints(finger, ImpostorRule::kFirstImpressions);
    ASSERT_TRUE(fvc);
    EXPECT_EQ(fvc->size(), 280U + 45U);
}

TEST(Pairing, RefusesSetsWithoutPairs) {
    const std::vector<std::vector<std::uint32_t>> sets{{}, {0}, {0, 1, 2}, {0, 0, 0}};
    for (const auto& finger : sets) {
        const auto pairs = pair_prints(finger, ImpostorRule::kAll);
        ASSERT_FALSE(pairs);
        EXPECT_EQ(pairs.error().code, ErrorCode::kNotFound);
    }
}

}  // namespace
}  // namespace dactyl
