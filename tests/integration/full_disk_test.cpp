#include "tests/integration/support/people.hpp"

namespace dactyl::integration {
namespace {

constexpr int kDiskFull = 22;

// A disk with room for so many bytes more.
Surroundings disk_with(long bytes) {
    return {.environment = {{"LD_PRELOAD", DACTYL_FULL_DISK}, {"DACTYL_TEST_DISK_BYTES", std::to_string(bytes)}}};
}

// Tries with ever more room until it works; every failure before must say "disk full" and leave everything as it was.
template <class Attempt, class Check>
int failures_until_it_fits(const Attempt& attempt, const Check& check) {
    constexpr long kStep = 3000;  // no divisor of a page, so that writes break at every place
    constexpr long kEnough = 4'000'000;
    int failures = 0;
    for (long bytes = 0; bytes < kEnough; bytes += kStep) {
        const Outcome outcome = attempt(disk_with(bytes));
        if (outcome.status == 0) return failures;
        ++failures;
        EXPECT_EQ(outcome.status, kDiskFull) << bytes << " bytes: " << outcome.err << outcome.out;
        check();
        if (testing::Test::HasFailure()) return failures;
    }
    ADD_FAILURE() << "it never fits";
    return failures;
}

TEST(FullDisk, EnrolmentIsWholeOrNotAtAll) {
    const Store store;
    ASSERT_EQ(store.enrol(kFirst, 1).status, 0);
    const std::string a = store.print(2, 0);
    const std::string b = store.print(2, 1);
    const auto enrol = [&](const Surroundings& disk) {
        return store.run({"enroll", "--id", kSecond, "--name", "Nobody 2", a, b}, disk);
    };
    const auto nothing_changed = [&] {
        const Outcome list = store.run({"holder", "list"});
        EXPECT_EQ(list.status, 0) << list.err;
        EXPECT_EQ(list.json()["holders"].size(), 1U);
    };
    EXPECT_GT(failures_until_it_fits(enrol, nothing_changed), 0);
    EXPECT_EQ(store.run({"holder", "list"}).json()["holders"].size(), 2U);
    EXPECT_EQ(store.run({"identify", store.print(2)}).status, 0);
}

TEST(FullDisk, ANewStoreIsWholeOrNotAtAll) {
    const Store store;
    const auto init = [&](const Surroundings& disk) { return store.run({"store", "init"}, disk); };
    const auto nothing_left = [&] { EXPECT_THAT(names_in(store.folder().path()), testing::IsEmpty()); };
    EXPECT_GT(failures_until_it_fits(init, nothing_left), 0);
    EXPECT_EQ(store.run({"holder", "list"}).status, 0);
}

TEST(FullDisk, ATemplateOrAPictureIsWholeOrNotAtAll) {
    const TemporaryFolder folder;
    const TemporaryFolder output;
    const std::string print = draw_print(folder, 1, 0);
    for (const auto& arguments : {std::vector<std::string>{"extract", print, "-o", output / "a.dctl"},
                                  {"extract", print, "--overlay", output / "a.png"}}) {
        const Outcome outcome = dactyl(arguments, disk_with(100));
        EXPECT_EQ(outcome.status, kDiskFull) << outcome.err;
        EXPECT_THAT(outcome.err, testing::HasSubstr(output.path().string()));
        EXPECT_THAT(names_in(output.path()), testing::IsEmpty());
    }
}

}  // namespace
}  // namespace dactyl::integration
