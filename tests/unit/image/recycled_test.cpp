#include "engine/image/recycled.hpp"

#include <thread>

#include <gtest/gtest.h>

#include "tests/support/allocations.hpp"

namespace dactyl {
namespace {

TEST(Recycled, KeepsWhatAThreadGaveBack) {
    if (!kRecycles) GTEST_SKIP() << "sanitizers want every block anew";
    { const Samples<int> first(1000); }
    const std::size_t before = allocations_here();
    { const Samples<int> again(900); }
    EXPECT_EQ(allocations_here(), before);
}

TEST(Recycled, EveryBlockIsFilledAnew) {
    { Samples<int> first(100, 7); }
    const Samples<int> second(100);
    EXPECT_EQ(second, Samples<int>(100, 0));
}

TEST(Recycled, KeepsNoMoreThanItsLimit) {
    if (!kRecycles) GTEST_SKIP() << "sanitizers want every block anew";
    std::thread([] {                                 // one that keeps nothing yet
        const std::size_t half = kMostKept / 2 + 1;  // a block of kMostKept
        void* const one = take_block(half);
        void* const two = take_block(half);
        give_block(one, half);
        give_block(two, half);
        const std::size_t before = allocations_here();
        void* const three = take_block(half);
        void* const four = take_block(half);
        EXPECT_EQ(allocations_here(), before + 1);
        give_block(three, half);
        give_block(four, half);
    })
        .join();
}

TEST(Recycled, ABlockMayEndOnAnotherThread) {
    Samples<int> made;
    std::thread([&] { made.assign(1000, 5); }).join();
    std::thread([taken = std::move(made)] { EXPECT_EQ(taken[999], 5); }).join();
}

}  // namespace
}  // namespace dactyl
