// How often an unlocking waits for the disk: this program counts the flushes that SQLite asks the system for.
#include <atomic>

#include <sys/syscall.h>
#include <unistd.h>

#include "tests/unit/service/service_fixture.hpp"

namespace {
std::atomic<int> flushes = 0;
}

// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name)
extern "C" int fdatasync(int file) {
    ++flushes;
    return static_cast<int>(::syscall(SYS_fdatasync, file));
}
extern "C" int fsync(int file) {
    ++flushes;
    return static_cast<int>(::syscall(SYS_fsync, file));
}
// NOLINTEND(readability-inconsistent-declaration-parameter-name)

namespace dactyl {
namespace {

constexpr PrintOfNobody kRight = {.finger = 11, .impression = 4};
constexpr PrintOfNobody kStranger = {.finger = 99};

class ServiceFlush : public ServiceTest {
  protected:
    ServiceFlush() {
        EXPECT_TRUE(enroll(1, 11));
        EXPECT_TRUE(link(1, "purse"));
        EXPECT_TRUE(std::holds_alternative<Grant>(unlock(1, kRight, "purse"))) << "makes the key that signs grants";
    }
    int flushes_of(int person, const PrintOfNobody& print) {
        const int before = flushes;
        (void)unlock(person, print, "purse");
        return flushes - before;
    }
};

TEST_F(ServiceFlush, AnAnswerTakesOneFlushWhateverItIs) {
    EXPECT_EQ(flushes_of(1, kRight), 1);
    EXPECT_EQ(flushes_of(1, kStranger), 1);
    EXPECT_EQ(flushes_of(2, kStranger), 1) << "a number that nobody has";
    for (int i = 0; i < policy.max_attempts; ++i) (void)unlock(1, kStranger, "purse");
    EXPECT_EQ(flushes_of(1, kRight), 1) << "locked";
}

TEST_F(ServiceFlush, ChangesAfterAnAttemptAreFlushedAgain) {
    (void)unlock(1, kStranger, "purse");
    const int before = flushes;
    ASSERT_TRUE(link(1, "gym"));
    EXPECT_EQ(flushes - before, 1);
}

}  // namespace
}  // namespace dactyl
