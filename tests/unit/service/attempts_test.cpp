#include "engine/service/attempts.hpp"

namespace dactyl {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::sys_seconds kNow{1'700'000'000s};

TEST(Attempts, TheLastOneLocks) {
    constexpr int kMost = 3;
    AttemptState state;
    for (int left = 2; left >= 1; --left) {
        state = with_attempt(state, kMost, 60s, kNow);
        EXPECT_FALSE(is_locked(state, kNow));
        EXPECT_EQ(attempts_left(state, kMost, kNow), left);
    }
    state = with_attempt(state, kMost, 60s, kNow);
    EXPECT_TRUE(is_locked(state, kNow));
    EXPECT_EQ(attempts_left(state, kMost, kNow), 0);
    EXPECT_TRUE(is_locked(state, kNow + 59s));
    EXPECT_FALSE(is_locked(state, kNow + 60s));
    EXPECT_EQ(attempts_left(state, kMost, kNow + 60s), 3);
}

TEST(Attempts, EachLockOutIsTwiceAsLongUpToADay) {
    AttemptState state;
    std::chrono::seconds before = 0s;
    for (int i = 0; i < 40; ++i) {
        const auto now = state.locked_until + 1s;
        state = with_attempt(state, 1, 300s, now);
        const auto length = state.locked_until - now;
        EXPECT_EQ(length, i == 0 ? 300s : std::min<std::chrono::seconds>(before * 2, kLongestLockout));
        before = length;
    }
    EXPECT_EQ(before, kLongestLockout);
}

}  // namespace
}  // namespace dactyl
